# One image for the stages, the dashboard, the trainer and every other command.
# docker build -t epochgraph:local .

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 mvn -B -ntp -DskipTests package

FROM eclipse-temurin:25-jre
# curl is for the health checks
RUN apt-get update \
 && apt-get install -y --no-install-recommends curl \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --create-home --uid 10001 epochgraph \
 && install -d -o epochgraph /var/lib/epochgraph
COPY --from=build /src/cli/target/lib /opt/epochgraph/cli/target/lib
COPY --from=build /src/epochgraph /opt/epochgraph/epochgraph
# tells the launcher that nothing is left to build
RUN touch /opt/epochgraph/cli/target/lib/.built
USER epochgraph
WORKDIR /home/epochgraph
ENTRYPOINT ["/opt/epochgraph/epochgraph"]
CMD ["--help"]
