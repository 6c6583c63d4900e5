using System.Text.Json;
using System.Text.Json.Serialization;

namespace Saker.Platform.Serving.Splits;

/// <summary>A key as its text.</summary>
internal sealed class SplitKeyJson : JsonConverter<SplitKey>
{
    public override SplitKey Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        SplitKey.TryParse(reader.GetString(), out var key) ? key : throw new JsonException($"'{reader.GetString()}' is no key of requests.");

    public override void Write(Utf8JsonWriter writer, SplitKey value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
