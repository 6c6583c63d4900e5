using System.Globalization;
using System.Text.Json;
using Saker.Platform.Registry;
using Saker.Server.Http.Mlflow.Tracking;

namespace Saker.Server.Http.Mlflow.Registry;

/// <summary>Registered models and their versions as MLflow writes them: times in milliseconds, versions as texts, what is not set left out.</summary>
internal static class RegistryJson
{
    /// <summary>The properties of a model.</summary>
    public static void WriteModel(Utf8JsonWriter writer, RegisteredModel model)
    {
        writer.WriteString("name", model.Name);
        writer.WriteNumber("creation_timestamp", model.CreatedAt.ToUnixTimeMilliseconds());
        writer.WriteNumber("last_updated_timestamp", model.UpdatedAt.ToUnixTimeMilliseconds());
        WriteIfSet(writer, "description", model.Description);
        WriteVersions(writer, "latest_versions", Latest(model, []));
        RunJson.WriteEntries(writer, "tags", model.Tags);
        if (model.Aliases.Count == 0)
            return;
        writer.WriteStartArray("aliases");
        foreach (var (alias, version) in model.Aliases.OrderBy(alias => alias.Key, StringComparer.Ordinal))
        {
            writer.WriteStartObject();
            writer.WriteString("alias", alias);
            writer.WriteString("version", version.ToString(CultureInfo.InvariantCulture));
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    /// <summary>The properties of a version.</summary>
    public static void WriteVersion(Utf8JsonWriter writer, ModelVersion version)
    {
        writer.WriteString("name", version.Model);
        writer.WriteString("version", version.Version.ToString(CultureInfo.InvariantCulture));
        writer.WriteNumber("creation_timestamp", version.CreatedAt.ToUnixTimeMilliseconds());
        writer.WriteNumber("last_updated_timestamp", version.UpdatedAt.ToUnixTimeMilliseconds());
        WriteIfSet(writer, "user_id", version.RegisteredBy);
        writer.WriteString("current_stage", version.Stage.ToString());
        WriteIfSet(writer, "description", version.Description);
        writer.WriteString("source", version.Source ?? $"models:/{version.Reference}");
        WriteIfSet(writer, "run_id", version.Run?.Value);
        writer.WriteString("status", "READY");
        // That it cannot be loaded here says nothing against it: the client that registered it can.
        WriteIfSet(writer, "status_message", version.StatusMessage ?? (version.HasFiles ? null : version.FilesReason));
        RunJson.WriteEntries(writer, "tags", version.Tags);
        WriteIfSet(writer, "run_link", version.RunLink);
        if (version.Aliases.Count > 0)
        {
            writer.WriteStartArray("aliases");
            foreach (var alias in version.Aliases)
                writer.WriteStringValue(alias);
            writer.WriteEndArray();
        }
        WriteIfSet(writer, "model_id", version.LoggedModel);
    }

    /// <summary>A list of versions; nothing when there are none.</summary>
    public static void WriteVersions(Utf8JsonWriter writer, string property, IReadOnlyList<ModelVersion> versions)
    {
        if (versions.Count == 0)
            return;
        writer.WriteStartArray(property);
        foreach (var version in versions)
        {
            writer.WriteStartObject();
            WriteVersion(writer, version);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    /// <summary>The newest version of each stage.</summary>
    /// <param name="model">The model.</param>
    /// <param name="stages">The stages wanted; all when there are none.</param>
    public static IReadOnlyList<ModelVersion> Latest(RegisteredModel model, IReadOnlyCollection<ModelStage> stages) =>
        [.. model.Versions.GroupBy(version => version.Stage).Where(group => stages.Count == 0 || stages.Contains(group.Key)).OrderBy(group => group.Key).Select(group => group.MaxBy(version => version.Version)!)];

    private static void WriteIfSet(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
            writer.WriteString(name, value);
    }
}
