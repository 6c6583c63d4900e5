using System.Text.Json;
using System.Text.Json.Serialization;

namespace Saker.Platform.Datasets;

/// <summary>A lineage as JSON, without what is not known.</summary>
internal static class LineageJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static string Write(DatasetLineage lineage) => JsonSerializer.Serialize(lineage, Options);

    public static DatasetLineage Read(string? json) => json is null ? DatasetLineage.Unknown : JsonSerializer.Deserialize<DatasetLineage>(json, Options) ?? DatasetLineage.Unknown;
}
