using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Saker.Data;

namespace Saker.Learning.Models;

/// <summary>A signature as JSON: <c>{"inputs": [{"name", "type", "nullable", "min", "max", "categories"}], "outputs": [...]}</c>.</summary>
public static class SignatureJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        MaxDepth = 8,
        Converters = { new ColumnTypeConverter() },
    };

    public static string Write(Signature signature) => JsonSerializer.Serialize(signature, Options);

    /// <exception cref="SakerException">The text is no signature.</exception>
    public static Signature Read(string json)
    {
        try
        {
            var signature = JsonSerializer.Deserialize<Signature>(json, Options) ?? throw new JsonException("it is null.");
            if (signature.Inputs.Concat(signature.Outputs).Any(column => column is null || string.IsNullOrEmpty(column.Name)))
                throw new JsonException("a column has no name.");
            return signature;
        }
        catch (JsonException exception)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"This is no signature of a model: {exception.Message}", inner: exception);
        }
    }

    private sealed class ColumnTypeConverter : JsonConverter<ColumnType>
    {
        public override ColumnType Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && ColumnTypes.Find(reader.GetString()!) is { } type ? type : throw new JsonException("a column type is not known.");

        public override void Write(Utf8JsonWriter writer, ColumnType value, JsonSerializerOptions options) => writer.WriteStringValue(value.Name());
    }
}
