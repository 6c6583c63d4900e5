using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Saker.Data;

namespace Saker.Learning.Selection;

/// <summary>Reports of this folder as JSON: camel case, names of an enumeration in snake case, numbers that are not finite by name.</summary>
internal static class SelectionJson
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public static string Write<T>(T report) => JsonSerializer.Serialize(report, s_options);

    /// <param name="json">What <see cref="Write"/> wrote.</param>
    /// <param name="what">What it is called in the message.</param>
    /// <exception cref="SakerException">The text is something else.</exception>
    public static T Read<T>(string json, string what)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, s_options) ?? throw new JsonException("it holds null.");
        }
        catch (JsonException exception)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"{what} cannot be read: {exception.Message}", inner: exception);
        }
    }
}
