using System.Text.Json;
using Saker.Data;

namespace Saker.Platform.Datasets;

/// <summary>A schema as JSON: <c>[{"name":"tenure","type":"int64","nullable":false}]</c>.</summary>
internal static class SchemaJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static string Write(Schema schema) => JsonSerializer.Serialize(schema.Select(column => new Entry(column.Name, column.Type.Name(), column.Nullable)), Options);

    public static Schema Read(string json) => new((JsonSerializer.Deserialize<Entry[]>(json, Options) ?? []).Select(entry => new ColumnSchema(
        entry.Name,
        ColumnTypes.Find(entry.Type) ?? throw new SakerException(ErrorKind.Internal, $"The stored schema has the type '{entry.Type}', which this program does not know.", entry.Name),
        entry.Nullable)));

    private sealed record Entry(string Name, string Type, bool Nullable);
}
