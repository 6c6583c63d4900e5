using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using Saker.Onnx;
using Saker.Testing.Toys;

namespace Saker.Server.Tests.Http.OpenInference;

public sealed class BinaryTensorTests(EchoServer server) : IClassFixture<EchoServer>
{
    private const string Single = "/v2/models/single/infer";

    private static readonly Dictionary<ElementType, (string Datatype, byte[] Bytes)> Samples = new()
    {
        [ElementType.Float32] = ("FP32", Raw(1.5f, float.NaN)),
        [ElementType.UInt8] = ("UINT8", [7, 255]),
        [ElementType.Int8] = ("INT8", [7, 128]),
        [ElementType.UInt16] = ("UINT16", Raw<ushort>(7, 65535)),
        [ElementType.Int16] = ("INT16", Raw<short>(7, -32768)),
        [ElementType.Int32] = ("INT32", Raw(7, int.MinValue)),
        [ElementType.Int64] = ("INT64", Raw<long>(7, long.MinValue)),
        [ElementType.Text] = ("BYTES", BinaryMessage.Texts("", "a\0b \u20ac")),
        [ElementType.Boolean] = ("BOOL", [0, 1]),
        [ElementType.Float16] = ("FP16", Raw<Half>((Half)1.5, Half.NegativeInfinity)),
        [ElementType.Float64] = ("FP64", Raw(1.5, double.PositiveInfinity)),
        [ElementType.UInt32] = ("UINT32", Raw<uint>(7, uint.MaxValue)),
        [ElementType.UInt64] = ("UINT64", Raw<ulong>(7, ulong.MaxValue)),
        [ElementType.BFloat16] = ("BF16", Raw<ushort>(0x3FC0, 0x7FC0)),
    };

    [Fact]
    public async Task Every_datatype_comes_back_bit_for_bit()
    {
        var inputs = EchoModel.AllTypes.Select(type => $$$"""{"name":"in_{{{type}}}","shape":[1,2],"datatype":"{{{Samples[type].Datatype}}}","parameters":{"binary_data_size":{{{Samples[type].Bytes.Length}}}}}""");
        var json = $$$"""{"id":"a\u00e4","parameters":{"binary_data_output":true,"x":1,"y":"z"},"inputs":[{{{string.Join(',', inputs)}}}]}""";
        using var response = await PostAsync("/v2/models/all/infer", BinaryMessage.Of(json, [.. EchoModel.AllTypes.Select(type => Samples[type].Bytes)]));
        var (answer, tensors) = await BinaryMessage.ReadAsync(response);
        Assert.Equal("application/octet-stream", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("a\u00e4", answer.GetProperty("id").GetString());
        Assert.All(EchoModel.AllTypes, type => Assert.Equal(Samples[type].Bytes, tensors[$"out_{type}"]));
    }

    [Fact]
    public async Task Json_and_binary_tensors_and_outputs_mix()
    {
        var inputs = EchoModel.AllTypes.Select(type => type switch
        {
            ElementType.Int32 => """{"name":"in_Int32","shape":[1,2],"datatype":"INT32","data":[[5,-6]]}""",
            ElementType.Text => """{"data":["x","\u00e4\n\""],"name":"in_Text","shape":[1,2],"datatype":"BYTES"}""",
            _ => $$$"""{"parameters":{"binary_data_size":{{{Samples[type].Bytes.Length}}}},"name":"in_{{{type}}}","shape":[1,2],"datatype":"{{{Samples[type].Datatype}}}"}""",
        });
        var json = $$$"""{"outputs":[{"name":"out_Text","parameters":{"binary_data":true}},{"name":"out_Int32"},{"name":"out_Float64"},{"name":"out_Float32","parameters":{"binary_data":true}}],"inputs":[{{{string.Join(',', inputs)}}}]}""";
        using var response = await PostAsync("/v2/models/all/infer", BinaryMessage.Of(json, [.. EchoModel.AllTypes.Where(type => type is not (ElementType.Int32 or ElementType.Text)).Select(type => Samples[type].Bytes)]));
        var (answer, tensors) = await BinaryMessage.ReadAsync(response);
        Assert.Equal(BinaryMessage.Texts("x", "\u00e4\n\""), tensors["out_Text"]);
        Assert.Equal(Samples[ElementType.Float32].Bytes, tensors["out_Float32"]);
        Assert.Equal("[5,-6]", answer.GetProperty("outputs")[1].GetProperty("data").GetRawText());
        // JSON has no infinity.
        Assert.Equal("[1.5,null]", answer.GetProperty("outputs")[2].GetProperty("data").GetRawText());
    }

    [Fact]
    public async Task A_body_of_nothing_but_elements_is_answered_in_kind()
    {
        using var numbers = await PostAsync(Single, BinaryMessage.Of("", Raw<float>(1, 2, 3, 4)));
        var (answer, tensors) = await BinaryMessage.ReadAsync(numbers);
        Assert.Equal("[2,2]", answer.GetProperty("outputs")[0].GetProperty("shape").GetRawText());
        Assert.Equal(Raw<float>(1, 2, 3, 4), tensors["out_Float32"]);
        using var text = await PostAsync("/v2/models/text/infer", BinaryMessage.Of("", "no length before it"u8.ToArray()));
        Assert.Equal(BinaryMessage.Texts("no length before it"), (await BinaryMessage.ReadAsync(text)).Tensors["out_Text"]);
    }

    [Theory]
    [InlineData("FP64", 16)]
    [InlineData("INT64", 16)]
    [InlineData("INT32", 8)]
    [InlineData("UINT8", 2)]
    [InlineData("FP16", 4)]
    [InlineData("BF16", 4)]
    [InlineData("BOOL", 2)]
    public async Task Binary_numbers_of_another_width_convert(string datatype, int size)
    {
        byte[] bytes = datatype switch
        {
            "FP64" => Raw<double>(1, 0), "INT64" => Raw<long>(1, 0), "INT32" => Raw(1, 0), "UINT8" => [1, 0], "FP16" => Raw(Half.One, Half.Zero), "BF16" => Raw<ushort>(0x3F80, 0), _ => [1, 0],
        };
        using var response = await PostAsync(Single, BinaryMessage.Of($$$"""{"inputs":[{"name":"in_Float32","shape":[1,2],"datatype":"{{{datatype}}}","parameters":{"binary_data_size":{{{size}}}}}]}""", bytes));
        Assert.Equal("[1,0]", (await response.JsonAsync()).GetProperty("outputs")[0].GetProperty("data").GetRawText());
    }

    [Theory]
    [InlineData(1, 2, "FP32", "8", 7, "7 bytes are left")]
    [InlineData(1, 2, "FP32", "8", 9, "1 bytes after the JSON")]
    [InlineData(1, 2, "FP32", "4", 4, "4 bytes")]
    [InlineData(1, 2, "FP32", "-8", 8, "binary_data_size")]
    [InlineData(1, 2, "FP32", "\"8\"", 8, "binary_data_size")]
    [InlineData(1, 2, "FP32", "9223372036854775807", 8, "bytes are left")]
    [InlineData(4611686018427387904, 4, "FP32", "8", 8, "'in_Float32'")]
    [InlineData(4611686018427387904, 2, "FP32", "8", 8, "larger than can be held")]
    [InlineData(0, 2, "FP32", "0", 0, "no rows")]
    [InlineData(1, 2, "BYTES", "8", 8, "BYTES")]
    [InlineData(1, 2, "BOOL", "2", 2, "row 0")]
    public async Task Wrong_sizes_and_shapes_are_400_naming_the_tensor(long rows, long width, string datatype, string size, int given, string expected)
    {
        var json = $$$"""{"inputs":[{"name":"in_Float32","shape":[{{{rows}}},{{{width}}}],"datatype":"{{{datatype}}}","parameters":{"binary_data_size":{{{size}}}}}]}""";
        using var response = await PostAsync(Single, BinaryMessage.Of(json, Enumerable.Repeat((byte)9, given).ToArray()));
        await AssertRefusedAsync(response, expected);
    }

    [Theory]
    [InlineData(new byte[] { 5, 0, 0, 0, 65 }, "row 0")]
    [InlineData(new byte[] { 1, 0, 0, 0, 0xFF }, "UTF-8")]
    [InlineData(new byte[] { 0, 0, 0, 0, 1, 2 }, "2 bytes after")]
    [InlineData(new byte[] { 255, 255, 255, 255 }, "row 0")]
    [InlineData(new byte[] { 0, 0 }, "2 bytes")]
    public async Task Broken_binary_texts_are_400(byte[] bytes, string expected)
    {
        using var response = await PostAsync("/v2/models/text/infer", BinaryMessage.Of($$$"""{"inputs":[{"name":"in_Text","shape":[1,1],"datatype":"BYTES","parameters":{"binary_data_size":{{{bytes.Length}}}}}]}""", bytes));
        await AssertRefusedAsync(response, expected);
    }

    [Theory]
    [InlineData("99999")]
    [InlineData("-1")]
    [InlineData("x")]
    [InlineData("")]
    [InlineData("18446744073709551616")]
    public async Task A_header_that_lies_about_the_JSON_is_400(string length)
    {
        using var content = new ByteArrayContent("{}"u8.ToArray());
        content.Headers.TryAddWithoutValidation(BinaryMessage.Header, length);
        using var response = await PostAsync(Single, content);
        await AssertRefusedAsync(response, BinaryMessage.Header);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded", HttpStatusCode.OK)]
    [InlineData("text/plain", HttpStatusCode.OK)]
    [InlineData("application/x-www-form-urlencoded", HttpStatusCode.UnsupportedMediaType, false)]
    public async Task The_header_says_what_the_body_is_whatever_its_content_type(string contentType, HttpStatusCode expected, bool hasHeader = true)
    {
        var json = """{"inputs":[{"name":"in_Float32","shape":[1,2],"datatype":"FP32","parameters":{"binary_data_size":8}}]}"""u8;
        using var content = new ByteArrayContent([.. json, .. Raw(1.5f, 2f)]);
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        if (hasHeader)
            content.Headers.TryAddWithoutValidation(BinaryMessage.Header, $"{json.Length}");
        using var response = await PostAsync(Single, content);
        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Sixteen_bit_floats_go_as_numbers_too()
    {
        var inputs = EchoModel.AllTypes.Select(type => $$"""{"name":"in_{{type}}","shape":[1,2],"datatype":"{{Samples[type].Datatype}}","data":{{(type == ElementType.Text ? """["a","b"]""" : type == ElementType.Boolean ? "[true,false]" : ElementTypes.IsFloatingPoint(type) ? "[1.5,0.3]" : "[1,2]")}}}""");
        using var response = await server.Http.PostJsonAsync("/v2/models/all/infer", $$"""{"inputs":[{{string.Join(',', inputs)}}],"outputs":[{"name":"out_Float16"},{"name":"out_BFloat16"},{"name":"out_Float32"}]}""");
        // All digits that a wider float needs: the shortest text of a half float, 65500 for its largest number, is another number to who reads it as one.
        Assert.Equal(["[1.5,0.30004883]", "[1.5,0.30078125]", "[1.5,0.3]"], (await response.JsonAsync()).GetProperty("outputs").EnumerateArray().Select(output => output.GetProperty("data").GetRawText()));
        using var beyond = await server.Http.PostJsonAsync("/v2/models/single/infer", """{"inputs":[{"name":"in_Float32","shape":[1,2],"datatype":"FP16","data":[1,70000]}]}""");
        await AssertRefusedAsync(beyond, "no FP16");
    }

    private static byte[] Raw<T>(params T[] values)
        where T : unmanaged => MemoryMarshal.AsBytes(values.AsSpan()).ToArray();

    private static async Task AssertRefusedAsync(HttpResponseMessage response, string expected)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.BadRequest, $"{response.StatusCode} {text}");
        Assert.Contains(expected, (await response.JsonAsync()).GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> PostAsync(string path, HttpContent content) => server.Http.PostAsync(path, content, TestContext.Current.CancellationToken);
}
