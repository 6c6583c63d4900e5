using System.Globalization;
using System.Text.Json;
using Saker.Platform.Experiments.LoggedModels;
using Saker.Server.Http.Mlflow.Search;
using Saker.Server.Http.Mlflow.Tracking;

namespace Saker.Server.Http.Mlflow.LoggedModels;

/// <summary>Logged models as MLflow writes them: times in milliseconds, empty lists left out.</summary>
internal static class LoggedModelJson
{
    /// <summary>The model as the property <c>model</c>, or as an item of a list.</summary>
    public static void Write(Utf8JsonWriter writer, LoggedModel model, bool isItem)
    {
        if (isItem)
            writer.WriteStartObject();
        else
            writer.WriteStartObject("model");
        WriteInfo(writer, model);
        writer.WriteStartObject("data");
        RunJson.WriteEntries(writer, "params", model.Parameters);
        TrackingFields.WriteList(writer, "metrics", model.Metrics, static (json, value) => RunJson.WriteMetric(json, value.Metric, value.Run));
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteInfo(Utf8JsonWriter writer, LoggedModel model)
    {
        writer.WriteStartObject("info");
        writer.WriteString("model_id", model.Id.Value);
        writer.WriteString("experiment_id", model.ExperimentId.Value);
        writer.WriteString("name", model.Name);
        writer.WriteNumber("creation_timestamp_ms", model.CreatedAt.ToUnixTimeMilliseconds());
        writer.WriteNumber("last_updated_timestamp_ms", model.UpdatedAt.ToUnixTimeMilliseconds());
        writer.WriteString("artifact_uri", model.ArtifactUri);
        writer.WriteString("status", TextOf(model.Status));
        WriteIfSet(writer, "creator_id", model.Creator);
        WriteIfSet(writer, "model_type", model.ModelType);
        WriteIfSet(writer, "source_run_id", model.SourceRun?.Value);
        RunJson.WriteEntries(writer, "tags", model.Tags);
        TrackingFields.WriteList(writer, "registrations", model.Registrations, static (json, registration) =>
        {
            json.WriteStartObject();
            json.WriteString("name", registration.Name);
            json.WriteString("version", registration.Version.ToString(CultureInfo.InvariantCulture));
            json.WriteEndObject();
        });
        writer.WriteEndObject();
    }

    private static string TextOf(LoggedModelStatus status) => status switch
    {
        LoggedModelStatus.Pending => "LOGGED_MODEL_PENDING",
        LoggedModelStatus.Ready => LoggedModelsApi.Ready,
        _ => LoggedModelsApi.Failed,
    };

    private static void WriteIfSet(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
            writer.WriteString(name, value);
    }
}
