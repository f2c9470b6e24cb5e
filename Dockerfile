# kg on the command line:  docker run --rm -u "$(id -u)" -v "$PWD:/work" kg build articles -o out
FROM python:3.11-slim
COPY . /src
RUN pip install --no-cache-dir "/src[html,neo4j,tables]"
WORKDIR /work
ENTRYPOINT ["kg"]
