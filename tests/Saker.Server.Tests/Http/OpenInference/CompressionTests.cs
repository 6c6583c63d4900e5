using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Saker.Server.Tests.Http.OpenInference;

public sealed class CompressionTests(EchoServer server) : IClassFixture<EchoServer>
{
    private const string Path = "/v2/models/single/infer";

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("identity")]
    public async Task Compressed_bodies_are_taken(string encoding)
    {
        using var response = await PostAsync(Pack(Request(1), encoding), encoding, accept: null);
        Assert.Equal("[1,1]", JsonDocument.Parse(await BytesAsync(response)).RootElement.GetProperty("outputs")[0].GetProperty("data").GetRawText());
    }

    [Fact]
    public async Task A_bomb_is_413_and_what_cannot_be_unpacked_400_and_what_is_not_known_415()
    {
        using var bomb = await PostAsync(Pack(new byte[5_000_000], "gzip"), "gzip", accept: null);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, bomb.StatusCode);
        using var broken = await PostAsync(Request(1), "gzip", accept: null);
        Assert.Equal(HttpStatusCode.BadRequest, broken.StatusCode);
        using var unknown = await PostAsync(Request(1), "br", accept: null);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, unknown.StatusCode);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task A_packed_body_that_was_cut_off_is_refused(string encoding)
    {
        var whole = Pack(Request(50), encoding);
        foreach (var missing in new[] { 1, 4, 9, 20, whole.Length - 1 })
        {
            using var cut = await PostAsync(whole[..^missing], encoding, accept: null);
            Assert.Equal(HttpStatusCode.BadRequest, cut.StatusCode);
        }
    }

    [Fact]
    public async Task A_body_without_a_length_is_refused_as_soon_as_it_passes_the_limit()
    {
        using var content = new StreamContent(new MemoryStream(new byte[1_000_000]));
        content.Headers.ContentType = new("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = content };
        request.Headers.TransferEncodingChunked = true;
        using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("deflate;q=1, gzip;q=0.5", "deflate")]
    [InlineData("br", null)]
    [InlineData("gzip;q=0", null)]
    [InlineData(null, null)]
    public async Task Answers_are_compressed_where_the_caller_takes_it(string? accept, string? expected)
    {
        using var response = await PostAsync(Request(2000), null, accept);
        Assert.Equal(expected, response.Content.Headers.ContentEncoding.SingleOrDefault());
        await using var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        await using Stream plain = expected switch { "gzip" => new GZipStream(body, CompressionMode.Decompress), "deflate" => new ZLibStream(body, CompressionMode.Decompress), _ => body };
        var json = (await JsonDocument.ParseAsync(plain, default, TestContext.Current.CancellationToken)).RootElement;
        Assert.Equal(4000, json.GetProperty("outputs")[0].GetProperty("data").GetArrayLength());
    }

    [Fact]
    public async Task A_small_answer_is_not_compressed()
    {
        using var response = await PostAsync(Request(1), null, "gzip");
        Assert.Empty(response.Content.Headers.ContentEncoding);
    }

    private static byte[] Request(int rows) =>
        Encoding.UTF8.GetBytes($$"""{"inputs":[{"name":"in_Float32","shape":[{{rows}},2],"datatype":"FP32","data":[{{string.Join(',', Enumerable.Repeat(1, 2 * rows))}}]}]}""");

    private static byte[] Pack(byte[] bytes, string encoding)
    {
        using var packed = new MemoryStream();
        using (Stream packing = encoding switch { "gzip" => new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true), "deflate" => new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true), _ => new BufferedStream(packed) })
        {
            packing.Write(bytes);
            packing.Flush();
            if (encoding == "identity")
                return packed.ToArray();
        }
        return packed.ToArray();
    }

    private static Task<byte[]> BytesAsync(HttpResponseMessage response) => response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

    private async Task<HttpResponseMessage> PostAsync(byte[] body, string? encoding, string? accept)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");
        if (encoding is not null)
            content.Headers.ContentEncoding.Add(encoding);
        using var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = content };
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept-Encoding", accept);
        return await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
