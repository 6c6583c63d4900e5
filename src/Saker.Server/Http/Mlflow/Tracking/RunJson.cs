using System.Text.Json;
using Saker.Platform.Experiments;
using Saker.Server.Http.Mlflow.Wire;

namespace Saker.Server.Http.Mlflow.Tracking;

/// <summary>Runs and what belongs to them as MLflow writes them: times in milliseconds, empty lists left out.</summary>
internal static class RunJson
{
    /// <summary>A property with the whole run: info, data, inputs and outputs.</summary>
    public static void Write(Utf8JsonWriter writer, string property, Run run)
    {
        writer.WriteStartObject(property);
        WriteProperties(writer, run);
        writer.WriteEndObject();
    }

    /// <summary>The whole run as an item of a list.</summary>
    public static void Write(Utf8JsonWriter writer, Run run)
    {
        writer.WriteStartObject();
        WriteProperties(writer, run);
        writer.WriteEndObject();
    }

    /// <summary>A property with what a run is, without its entries.</summary>
    public static void WriteInfo(Utf8JsonWriter writer, string property, Run run)
    {
        writer.WriteStartObject(property);
        // Old clients know it by this name.
        writer.WriteString("run_uuid", run.Id.Value);
        writer.WriteString("experiment_id", run.ExperimentId.Value);
        writer.WriteString("run_name", run.Name);
        writer.WriteString("user_id", run.UserId);
        writer.WriteString("status", run.Status.ToText());
        writer.WriteNumber("start_time", run.StartedAt.ToUnixTimeMilliseconds());
        if (run.EndedAt is { } ended)
            writer.WriteNumber("end_time", ended.ToUnixTimeMilliseconds());
        writer.WriteString("artifact_uri", run.ArtifactUri);
        writer.WriteString("lifecycle_stage", run.Lifecycle.ToText());
        writer.WriteString("run_id", run.Id.Value);
        writer.WriteEndObject();
    }

    /// <summary>A point of a metric as an item of a list.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="metric">The point.</param>
    /// <param name="run">Written too, where points of several runs stand together.</param>
    public static void WriteMetric(Utf8JsonWriter writer, Metric metric, RunId? run = null)
    {
        writer.WriteStartObject();
        writer.WriteString("key", metric.Key);
        MlflowJson.WriteNumber(writer, "value", metric.Value);
        writer.WriteNumber("timestamp", metric.LoggedAt.ToUnixTimeMilliseconds());
        writer.WriteNumber("step", metric.Step);
        WriteIfSet(writer, "dataset_name", metric.DatasetName);
        WriteIfSet(writer, "dataset_digest", metric.DatasetDigest);
        WriteIfSet(writer, "model_id", metric.ModelId);
        if (run is { } id)
            writer.WriteString("run_id", id.Value);
        writer.WriteEndObject();
    }

    /// <summary>A property with a list of <c>{"key": ..., "value": ...}</c>, by key; nothing when there are none.</summary>
    public static void WriteEntries(Utf8JsonWriter writer, string property, IReadOnlyDictionary<string, string> entries)
    {
        if (entries.Count == 0)
            return;
        writer.WriteStartArray(property);
        foreach (var (key, value) in entries.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            writer.WriteStartObject();
            writer.WriteString("key", key);
            writer.WriteString("value", value);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void WriteProperties(Utf8JsonWriter writer, Run run)
    {
        WriteInfo(writer, "info", run);
        WriteData(writer, run);
        WriteInputs(writer, run.Inputs);
        WriteOutputs(writer, run.Outputs);
    }

    private static void WriteData(Utf8JsonWriter writer, Run run)
    {
        writer.WriteStartObject("data");
        if (run.LatestMetrics.Count > 0)
        {
            writer.WriteStartArray("metrics");
            foreach (var metric in run.LatestMetrics)
                WriteMetric(writer, metric);
            writer.WriteEndArray();
        }
        WriteEntries(writer, "params", run.Parameters);
        WriteEntries(writer, "tags", run.Tags);
        writer.WriteEndObject();
    }

    private static void WriteInputs(Utf8JsonWriter writer, RunInputs inputs)
    {
        writer.WriteStartObject("inputs");
        if (inputs.Datasets.Count > 0)
        {
            writer.WriteStartArray("dataset_inputs");
            foreach (var input in inputs.Datasets)
            {
                writer.WriteStartObject();
                WriteEntries(writer, "tags", input.Tags);
                WriteDataset(writer, input.Dataset);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        }
        if (inputs.Models.Count > 0)
        {
            writer.WriteStartArray("model_inputs");
            foreach (var model in inputs.Models)
            {
                writer.WriteStartObject();
                writer.WriteString("model_id", model);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
    }

    private static void WriteDataset(Utf8JsonWriter writer, InputDataset dataset)
    {
        writer.WriteStartObject("dataset");
        writer.WriteString("name", dataset.Name);
        writer.WriteString("digest", dataset.Digest);
        writer.WriteString("source_type", dataset.SourceType);
        writer.WriteString("source", dataset.Source);
        WriteIfSet(writer, "schema", dataset.Schema);
        WriteIfSet(writer, "profile", dataset.Profile);
        writer.WriteEndObject();
    }

    private static void WriteOutputs(Utf8JsonWriter writer, IReadOnlyList<ModelOutput> outputs)
    {
        if (outputs.Count == 0)
            return;
        writer.WriteStartObject("outputs");
        writer.WriteStartArray("model_outputs");
        foreach (var output in outputs)
        {
            writer.WriteStartObject();
            writer.WriteString("model_id", output.ModelId);
            writer.WriteNumber("step", output.Step);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteIfSet(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
            writer.WriteString(name, value);
    }
}
