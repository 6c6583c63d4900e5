using System.Text.Json;
using System.Text.Json.Nodes;
using Saker.Data;

namespace Saker.Platform.Experiments;

/// <summary>The tag <see cref="RunTags.LoggedModels"/>: a list of the MLmodel files that clients before MLflow 3 logged.</summary>
internal static class ModelHistory
{
    private const string Field = "model_json";
    // The models of one run; what a client logs at once is less.
    private const int MaxLength = 1_000_000;
    private static readonly string[] Needed = ["artifact_path", "flavors", "run_id", "utc_time_created"];

    /// <summary>The model's description, which is an MLmodel file as JSON.</summary>
    /// <exception cref="SakerException">It is none.</exception>
    public static JsonObject Parse(string json)
    {
        JsonNode? node;
        try
        {
            node = JsonNode.Parse(json);
        }
        catch (JsonException exception)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"Malformed model info: '{Field}' is not valid JSON. {exception.Message}", Field, exception);
        }
        if (node is not JsonObject model)
            throw new SakerException(ErrorKind.InvalidInput, $"Malformed model info: '{Field}' must be a JSON object.", Field);
        var missing = Needed.Where(name => !model.ContainsKey(name)).ToList();
        return missing.Count == 0 ? model : throw new SakerException(ErrorKind.InvalidInput, $"Model json is missing mandatory fields: {string.Join(", ", missing)}", Field);
    }

    /// <summary>The tag's value with one more model; what is no list begins anew.</summary>
    public static string Append(string? history, JsonObject model)
    {
        var list = Read(history) ?? [];
        list.Add(model.DeepClone());
        var text = list.ToJsonString();
        return text.Length <= MaxLength ? text : throw new SakerException(ErrorKind.TooLarge, $"The descriptions of the run's models have {text.Length} characters together; at most {MaxLength} are possible. Log further models to another run.", Field);
    }

    private static JsonArray? Read(string? history)
    {
        try
        {
            return history is null ? null : JsonNode.Parse(history) as JsonArray;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
