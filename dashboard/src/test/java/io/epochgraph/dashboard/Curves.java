package io.epochgraph.dashboard;

import com.fasterxml.jackson.databind.JsonNode;

/** The page's chart of curves, as a browser shows it, by epochs and accuracies. */
final class Curves {

  private final Browser browser;

  Curves(Browser browser) throws InterruptedException {
    this.browser = browser;
    browser.evaluate(
        "import('./webjars/echarts/5.3.1/dist/echarts.esm.min.js').then(module => window.curves ="
            + " module.getInstanceByDom(document.getElementById('curves')))");
    browser.await("window.curves !== undefined");
  }

  /** Red, green, blue and opacity of the pixel there. */
  String colourAt(double epoch, double accuracy) throws InterruptedException {
    return browser
        .evaluate(
            "document.querySelector('#curves canvas').getContext('2d')"
                + ".getImageData(...%s, 1, 1).data.join()".formatted(pixel(epoch, accuracy)))
        .asText();
  }

  /** What the tooltip says while the pointer is there. */
  String tooltipAt(double epoch, double accuracy) throws InterruptedException {
    JsonNode at =
        browser.evaluate(
            "(() => {const {left, top} = document.getElementById('curves').getBoundingClientRect();"
                + "const [x, y] = %s; return [left + x, top + y]})()"
                    .formatted(pixel(epoch, accuracy)));
    browser.point(1, 1);
    browser.point(at.get(0).asDouble(), at.get(1).asDouble());
    String tooltip = "document.querySelector('#curves > div:nth-child(2)')";
    browser.await(
        "%1$s?.style.visibility !== 'hidden' && %1$s?.textContent.startsWith('after epoch %2$.0f:')"
            .formatted(tooltip, epoch));
    return browser.evaluate(tooltip + ".textContent").asText();
  }

  private static String pixel(double epoch, double accuracy) {
    return "window.curves.convertToPixel('grid', [%s, %s])".formatted(epoch, accuracy);
  }
}
