using System.Text.Json;
using Saker.Data;

namespace Saker.Platform.Serving.Splits;

/// <summary>A split as the store keeps it.</summary>
public static class SplitText
{
    public static string Write(EndpointSplit split) => JsonSerializer.Serialize(split, SplitJson.Default.EndpointSplit);

    /// <exception cref="SakerException">The text is no split (internal): the store was changed by hand or by a later program.</exception>
    public static EndpointSplit Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, SplitJson.Default.EndpointSplit) ?? throw new JsonException("It is null.");
        }
        catch (JsonException e)
        {
            throw new SakerException(ErrorKind.Internal, $"The stored split of an endpoint cannot be read: {e.Message}", "split", e);
        }
    }
}
