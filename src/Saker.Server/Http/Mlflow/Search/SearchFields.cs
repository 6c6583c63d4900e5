using System.Globalization;
using System.Text.Json;
using Saker.Data;
using Saker.Platform.Experiments;
using Saker.Server.Http.Mlflow.Wire;

namespace Saker.Server.Http.Mlflow.Search;

/// <summary>What MLflow's searches have in common, in requests and in answers.</summary>
internal static class SearchFields
{
    /// <summary>The number of results wanted.</summary>
    /// <exception cref="SakerException">It is not possible.</exception>
    public static int Count(MlflowFields fields, int otherwise, int max, string name = "max_results") => fields.Integer(name) switch
    {
        null => otherwise,
        { } count when count >= 1 && count <= max => (int)count,
        { } count => throw fields.Invalid(name, count.ToString(CultureInfo.InvariantCulture), $"it must be between 1 and {max}"),
    };

    /// <summary>A view type as the state that it wants; null for all.</summary>
    /// <exception cref="SakerException">There is no such view type.</exception>
    public static Lifecycle? Lifecycle(MlflowFields fields, string name) => fields.Text(name)?.ToUpperInvariant() switch
    {
        // Old clients send protobuf's numbers.
        null or "" or "ACTIVE_ONLY" or "1" => Platform.Experiments.Lifecycle.Active,
        "DELETED_ONLY" or "2" => Platform.Experiments.Lifecycle.Deleted,
        "ALL" or "3" => null,
        var other => throw fields.Invalid(name, MlflowFields.Quote(other), "it must be ACTIVE_ONLY, DELETED_ONLY or ALL"),
    };

    /// <summary>A list; nothing when it is empty.</summary>
    public static void Write<T>(Utf8JsonWriter writer, string property, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        if (items.Count == 0)
            return;
        writer.WriteStartArray(property);
        foreach (var item in items)
            write(writer, item);
        writer.WriteEndArray();
    }

    public static void WriteToken(Utf8JsonWriter writer, string? token)
    {
        if (token is not null)
            writer.WriteString("next_page_token", token);
    }
}
