using System.Text.Json;
using System.Text.Json.Serialization;

namespace Saker.Platform.Monitoring.Drift.History;

/// <summary>Columns of the history as JSON.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(IReadOnlyList<ColumnMoment>))]
internal sealed partial class DriftHistoryJson : JsonSerializerContext
{
    public static string Write(IReadOnlyList<ColumnMoment> columns) => JsonSerializer.Serialize(columns, Default.IReadOnlyListColumnMoment);

    public static IReadOnlyList<ColumnMoment> Read(string json) => JsonSerializer.Deserialize(json, Default.IReadOnlyListColumnMoment)!;
}
