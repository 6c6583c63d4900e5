using System.Text.Json;
using Saker.Platform.Experiments;

namespace Saker.Server.Http.Mlflow.Tracking;

/// <summary>Experiments as MLflow writes them: times in milliseconds, empty lists left out.</summary>
internal static class ExperimentJson
{
    /// <summary>A property with the experiment.</summary>
    public static void Write(Utf8JsonWriter writer, string property, Experiment experiment)
    {
        writer.WriteStartObject(property);
        WriteProperties(writer, experiment);
        writer.WriteEndObject();
    }

    /// <summary>The experiment as an item of a list.</summary>
    public static void Write(Utf8JsonWriter writer, Experiment experiment)
    {
        writer.WriteStartObject();
        WriteProperties(writer, experiment);
        writer.WriteEndObject();
    }

    private static void WriteProperties(Utf8JsonWriter writer, Experiment experiment)
    {
        writer.WriteString("experiment_id", experiment.Id.Value);
        writer.WriteString("name", experiment.Name);
        writer.WriteString("artifact_location", experiment.ArtifactLocation);
        writer.WriteString("lifecycle_stage", experiment.Lifecycle.ToText());
        writer.WriteNumber("last_update_time", experiment.UpdatedAt.ToUnixTimeMilliseconds());
        writer.WriteNumber("creation_time", experiment.CreatedAt.ToUnixTimeMilliseconds());
        RunJson.WriteEntries(writer, "tags", experiment.Tags);
    }
}
