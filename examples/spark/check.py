"""Reads summaries from Parquet, checks each against a golden set on Spark, and writes a table of failures by fact.

python check.py summaries.parquet library.yaml failures
"""

from __future__ import annotations

import os
import sys

os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # the workers need factspec as well

from pyspark.sql import SparkSession
from pyspark.sql import functions as f

import factspec
import factspec.spark


def main(source: str, golden: str, target: str) -> None:
    spark = SparkSession.builder.appName("factspec").getOrCreate()
    summaries = spark.read.parquet(source)

    checked = factspec.spark.check(summaries, factspec.load(golden), text="summary").cache()
    with_model = checked.join(summaries.select("id", "model"), "id")

    facts = with_model.select("id", "model", f.explode("facts").alias("fact")).select("id", "model", "fact.*")
    failures = (
        facts.where("verdict = 'contradicted'")
        .groupBy("fact", "model")
        .agg(f.count("*").alias("rows"), f.first("expected").alias("expected"), f.sort_array(f.collect_set("found")).alias("found"))
        .orderBy("fact", "model")
    )
    failures.write.mode("overwrite").parquet(target)
    failures.show(truncate=False)
    checked.groupBy("status").count().orderBy("status").show()
    spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
