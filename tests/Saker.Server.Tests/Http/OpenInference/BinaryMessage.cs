using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace Saker.Server.Tests.Http.OpenInference;

/// <summary>Bodies of JSON followed by the bytes of tensors, made and taken apart by hand.</summary>
internal static class BinaryMessage
{
    public const string Header = "Inference-Header-Content-Length";

    public static HttpContent Of(string json, params byte[][] tensors)
    {
        var header = Encoding.UTF8.GetBytes(json);
        var content = new ByteArrayContent([.. header, .. tensors.SelectMany(one => one)]);
        content.Headers.Add(Header, header.Length.ToString(System.Globalization.CultureInfo.InvariantCulture));
        content.Headers.ContentType = new("application/octet-stream");
        return content;
    }

    public static byte[] Texts(params string[] texts)
    {
        var bytes = new List<byte>();
        foreach (var text in texts)
        {
            var length = new byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(length, Encoding.UTF8.GetByteCount(text));
            bytes.AddRange(length);
            bytes.AddRange(Encoding.UTF8.GetBytes(text));
        }
        return [.. bytes];
    }

    /// <summary>The JSON of an answer and the bytes of each binary output by name.</summary>
    public static async Task<(JsonElement Json, Dictionary<string, byte[]> Tensors)> ReadAsync(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.True(response.Content.Headers.TryGetValues(Header, out var lengths) || response.Headers.TryGetValues(Header, out lengths), Encoding.UTF8.GetString(body));
        var length = int.Parse(lengths.Single(), System.Globalization.CultureInfo.InvariantCulture);
        var json = JsonDocument.Parse(body.AsMemory(0, length)).RootElement;
        var tensors = new Dictionary<string, byte[]>();
        foreach (var output in json.GetProperty("outputs").EnumerateArray())
        {
            if (!output.TryGetProperty("parameters", out var parameters))
                continue;
            var size = parameters.GetProperty("binary_data_size").GetInt32();
            tensors.Add(output.GetProperty("name").GetString()!, body.AsSpan(length, size).ToArray());
            length += size;
        }
        Assert.Equal(body.Length, length);
        return (json, tensors);
    }
}
