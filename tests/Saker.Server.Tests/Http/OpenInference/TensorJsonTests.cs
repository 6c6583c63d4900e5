using System.Net;

namespace Saker.Server.Tests.Http.OpenInference;

public sealed class TensorJsonTests(EchoServer server) : IClassFixture<EchoServer>
{
    private const string Path = "/v2/models/single/infer";

    [Theory]
    [InlineData("[1,2,3,4]", "[1,2,3,4]")]
    [InlineData("[[1,2],[3,4]]", "[1,2,3,4]")]
    [InlineData("[1.5e-3,-0.25,3e38,1e-45]", "[0.0015,-0.25,3E+38,1E-45]")]
    [InlineData("[null,2,3,4]", "[null,2,3,4]")]
    public async Task Flat_and_nested_data_are_the_same(string data, string expected)
    {
        using var response = await server.Http.PostJsonAsync(Path, Request("[2,2]", "FP32", data));
        Assert.Equal(expected, (await response.JsonAsync()).GetProperty("outputs")[0].GetProperty("data").GetRawText());
    }

    [Theory]
    [InlineData("[2,2]", "FP32", "[[1,2],[3]]", "row 1")]
    [InlineData("[2,2]", "FP32", "[[1,2],[3,4,5]]", "row 1")]
    [InlineData("[2,2]", "FP32", "[[1,2],[3,[4]]]", "row 1")]
    [InlineData("[2,2]", "FP32", "[[1,2]]", "2 values")]
    [InlineData("[2,2]", "FP32", "[[1,2],[3,4],[5,6]]", "more than 4 values")]
    [InlineData("[2,2]", "FP32", "[1,2,3,4,5]", "more than 4 values")]
    [InlineData("[2,2]", "FP32", "[1,2,3,1e39]", "row 1")]
    [InlineData("[2,2]", "FP64", "[1,2,3,1e400]", "row 1")]
    [InlineData("[2,2]", "FP32", "[1,2,3,\"4\"]", "row 1")]
    [InlineData("[2,2]", "FP32", "[1,2,Infinity,4]", "row 1")]
    [InlineData("[2,2]", "INT64", "[1,2,3,4.5]", "row 1")]
    [InlineData("[2,2]", "INT64", "[1,2,3,9223372036854775808]", "row 1")]
    [InlineData("[2,2]", "UINT64", "[1,2,3,-1]", "row 1")]
    [InlineData("[2,2]", "BOOL", "[true,false,1,2]", "row 1")]
    [InlineData("[2,2]", "FP32", "{}", "give a list")]
    [InlineData("[4611686018427387904,4]", "FP32", "[1]", "'in_Float32'")]
    [InlineData("[1000000,2]", "FP32", "[1]", "rows")]
    [InlineData("[9999,2]", "FP32", "[1]", "19998")]
    [InlineData("[2,2.5]", "FP32", "[1,2,3,4]", "shape")]
    [InlineData("[2,-2]", "FP32", "[1,2,3,4]", "shape")]
    [InlineData("[2,99999999999999999999]", "FP32", "[1,2,3,4]", "shape")]
    [InlineData("[2,2,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]", "FP32", "[1,2,3,4]", "shape")]
    [InlineData("\"[2,2]\"", "FP32", "[1,2,3,4]", "shape")]
    [InlineData("[2,2]", "BYTES", "[\"1\",\"2\",\"3\",\"4\"]", "BYTES")]
    public async Task Data_that_is_wrong_is_400_naming_where(string shape, string datatype, string data, string expected)
    {
        using var response = await server.Http.PostJsonAsync(Path, Request(shape, datatype, data));
        await AssertRefusedAsync(response, expected);
    }

    [Fact]
    public async Task Lists_of_another_length_are_all_that_is_said_of_data_with_enough_values()
    {
        using var response = await server.Http.PostJsonAsync(Path, Request("[4,2]", "FP32", "[[1],[2],[3],[4],[5],[6],[7],[8]]"));
        var error = (await response.JsonAsync()).GetProperty("error").GetString()!;
        Assert.Contains("is a list of 1 values; its shape has 2 in each", error, StringComparison.Ordinal);
        Assert.DoesNotContain("more than", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"id\":5", "'id' is 5; give a text")]
    [InlineData("\"parameters\":{\"timeout\":\"soon\"}", "'timeout' is ")]
    [InlineData("\"outputs\":[{\"name\":\"out_Float32\",\"parameters\":{\"classification\":2}}]", "'classification' is not offered by this server")]
    public async Task What_is_wrong_with_the_request_is_not_said_of_a_tensor(string property, string expected)
    {
        using var response = await server.Http.PostJsonAsync(Path, $$"""{ {{property}},"inputs":[{"name":"in_Float32","shape":[1,2],"datatype":"FP32","data":[1,2]}]}""");
        var error = (await response.JsonAsync()).GetProperty("error").GetString()!;
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain("Tensor '", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"id":"\ud800","inputs":[]}""", "id")]
    [InlineData("""{"inputs":[],"inputs":[]}""", "inputs")]
    [InlineData("""{"inputs":[{"name":"in_Float32","name":"in_Float32","shape":[1,2],"datatype":"FP32","data":[1,2]}]}""", "name twice")]
    [InlineData("""{"inputs":[{"name":"in_Float32","shape":[1,2],"datatype":"FP32","data":[1,2],"data":[3,4]}]}""", "data twice")]
    [InlineData("""{"inputs":[{"name":7,"shape":[1,2],"datatype":"FP32","data":[1,2]}]}""", "inputs")]
    [InlineData("""{"inputs":[{"name":"in_Float32","shape":[1,2],"datatype":"FP32","data":[1,2],"parameters":[]}]}""", "parameters")]
    [InlineData("""{"parameters":{"a":{}},"inputs":[{"name":"in_Float32","shape":[1,2],"datatype":"FP32","data":[1,2]}]}""", "parameters")]
    [InlineData("""{"parameters":{"binary_data_output":1},"inputs":[{"name":"in_Float32","shape":[1,2],"datatype":"FP32","data":[1,2]}]}""", "binary_data_output")]
    [InlineData("""{"inputs":[{"name":"in_Float32","shape":[1,2],"datatype":"FP32","data":[1,2]}],"outputs":[{"name":"x"}]}""", "out_Float32")]
    [InlineData("""{"inputs":[{"name":"in_Float32","shape":[1,2],"datatype":"FP32","data":[1,2]}],"outputs":[{"name":"out_Float32"},{"name":"out_Float32"}]}""", "twice")]
    [InlineData("""{"inputs":[{"name":"in_Float32","shape":[1,2],"datatype":"FP32","data":[1,2]}],"outputs":[{"name":"out_Float32","parameters":{"classification":2}}]}""", "classification")]
    [InlineData("""{"inputs":[{"name":"in_Float32","shape":[1,2],"datatype":"FP32","data":[1,2]}]}]""", "not valid JSON")]
    public async Task Requests_that_say_too_much_or_nonsense_are_400(string body, string expected)
    {
        using var response = await server.Http.PostJsonAsync(Path, body);
        await AssertRefusedAsync(response, expected);
    }

    [Fact]
    public async Task Nesting_without_end_is_400()
    {
        using var response = await server.Http.PostJsonAsync(Path, Request("[1,2]", "FP32", new string('[', 50_000)));
        await AssertRefusedAsync(response, "JSON");
    }

    [Fact]
    public async Task Texts_keep_every_letter_and_lone_surrogates_are_400()
    {
        using var good = await server.Http.PostJsonAsync("/v2/models/text/infer", """{"inputs":[{"name":"in_Text","shape":[4],"datatype":"BYTES","data":["","\u0000\u00e4\ud83d\ude00","<\"\\/>","ä😀"]}]}""");
        Assert.Equal(["", "\0ä😀", "<\"\\/>", "ä😀"], (await good.JsonAsync()).GetProperty("outputs")[0].GetProperty("data").EnumerateArray().Select(text => text.GetString()));
        using var bad = await server.Http.PostJsonAsync("/v2/models/text/infer", """{"inputs":[{"name":"in_Text","shape":[2],"datatype":"BYTES","data":["a","\ud800"]}]}""");
        await AssertRefusedAsync(bad, "row 1");
    }

    private static string Request(string shape, string datatype, string data) => $$"""{"inputs":[{"name":"in_Float32","shape":{{shape}},"datatype":"{{datatype}}","data":{{data}}}]}""";

    private static async Task AssertRefusedAsync(HttpResponseMessage response, string expected)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.BadRequest, $"{response.StatusCode} {text}");
        Assert.Contains(expected, (await response.JsonAsync()).GetProperty("error").GetString(), StringComparison.Ordinal);
    }
}
