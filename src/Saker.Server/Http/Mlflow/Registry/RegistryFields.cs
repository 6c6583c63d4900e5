using System.Globalization;
using Saker.Data;
using Saker.Platform.Registry;
using Saker.Server.Http.Mlflow.Search;
using Saker.Server.Http.Mlflow.Wire;

namespace Saker.Server.Http.Mlflow.Registry;

/// <summary>What requests about the registry have in common.</summary>
internal static class RegistryFields
{
    /// <summary>The number of a version, which clients send as a text.</summary>
    public static int Version(this MlflowFields fields)
    {
        var text = fields.Required("version");
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0
            ? version
            : throw fields.Invalid("version", MlflowFields.Quote(text), "it must be the number of a version, such as 3");
    }

    public static ModelStage Stage(string text) =>
        Enum.GetValues<ModelStage>().Cast<ModelStage?>().FirstOrDefault(stage => text.Equals(stage.ToString(), StringComparison.OrdinalIgnoreCase))
        ?? throw new SakerException(ErrorKind.InvalidInput, $"Invalid Model Version stage: {text}. Value must be one of None, Staging, Production, Archived.", "stage");

    /// <summary>Tags by key; the last of equal keys counts.</summary>
    public static Dictionary<string, string> Tags(this MlflowFields fields)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in fields.Objects("tags"))
            tags[tag.Required("key")] = tag.Text("value") ?? "";
        return tags;
    }

    /// <summary>A search as it was asked for.</summary>
    /// <param name="fields">The request.</param>
    /// <param name="defaultCount">How many when none is said.</param>
    /// <param name="maxCount">How many at most.</param>
    public static RegistryQuery Query(this MlflowFields fields, int defaultCount, int maxCount) => new()
    {
        Filter = fields.Text("filter") is { Length: > 0 } filter ? filter : null,
        OrderBy = fields.Texts("order_by"),
        PageToken = fields.Text("page_token") is { Length: > 0 } token ? token : null,
        MaxCount = SearchFields.Count(fields, defaultCount, maxCount),
    };
}
