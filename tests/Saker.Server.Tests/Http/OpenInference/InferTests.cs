using System.Net;
using System.Text.Json;
using Saker.Testing.Toys;

namespace Saker.Server.Tests.Http.OpenInference;

public sealed class InferTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Tenure = """{"name":"tenure","shape":[2,1],"datatype":"INT64","data":[3,40]}""";
    private const string Charges = """{"name":"MonthlyCharges","shape":[2,1],"datatype":"FP64","data":[70.35,20]}""";
    private const string Contract = """{"name":"Contract","shape":[2,1],"datatype":"BYTES","data":["Month-to-month","Two year"]}""";
    private const string Billing = """{"name":"PaperlessBilling","shape":[2,1],"datatype":"BOOL","data":[true,false]}""";

    [Fact]
    public async Task Server_and_health_say_status_and_body()
    {
        var about = await server.Http.GetJsonAsync("/v2");
        Assert.Equal("saker", about.GetProperty("name").GetString());
        Assert.Equal(JsonValueKind.Array, about.GetProperty("extensions").ValueKind);
        Assert.True((await server.Http.GetJsonAsync("/v2/health/live")).GetProperty("live").GetBoolean());
        Assert.True((await server.Http.GetJsonAsync("/v2/health/ready")).GetProperty("ready").GetBoolean());
        Assert.True((await server.Http.GetJsonAsync("/v2/models/churn/ready")).GetProperty("ready").GetBoolean());
        Assert.True((await server.Http.GetJsonAsync("/v2/models/churn/versions/1/ready")).GetProperty("ready").GetBoolean());
    }

    [Theory]
    [InlineData("/v2/models/churn/infer", $$"""{"id":"mine","inputs":[{{Tenure}},{{Charges}},{{Contract}},{{Billing}}]}""", "\"id\":\"mine\"")]
    [InlineData("/v2/repository/index", """{"ready":true}""", "\"churn\"")]
    [InlineData("/api/endpoints/churn/predict", """{"rows":[{"tenure":3,"MonthlyCharges":70.35,"Contract":"One year","PaperlessBilling":true}]}""", "\"predictions\":[")]
    [InlineData("/api/2.0/mlflow/experiments/search", """{"max_results":1}""", "\"experiments\"")]
    public async Task A_byte_order_mark_before_JSON_is_passed_over(string path, string json, string expected)
    {
        // The second time the words of the first request are known.
        for (var i = 0; i < 2; i++)
        {
            using var response = await server.Http.PostJsonAsync(path, "\uFEFF" + json);
            var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.True(response.IsSuccessStatusCode, text);
            Assert.Contains(expected, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_byte_order_mark_is_passed_over_before_JSON_with_bytes_behind_it_and_nowhere_else()
    {
        var request = $$$"""{"id":"mine","inputs":[{"name":"tenure","shape":[2,1],"datatype":"INT64","parameters":{"binary_data_size":16}},{{{Charges}}},{{{Contract}}},{{{Billing}}}]}""";
        using var content = BinaryMessage.Of("\uFEFF" + request, BitConverter.GetBytes(3L), BitConverter.GetBytes(40L));
        using var response = await server.Http.PostAsync("/v2/models/churn/infer", content, TestContext.Current.CancellationToken);
        var answer = await response.JsonAsync();
        Assert.Equal("mine", answer.GetProperty("id").GetString());
        Assert.Equal("""["Yes","No"]""", answer.GetProperty("outputs")[0].GetProperty("data").GetRawText());
        using var twice = await server.Http.PostJsonAsync("/v2/models/churn/infer", "\uFEFF\uFEFF" + request);
        Assert.Equal(HttpStatusCode.BadRequest, twice.StatusCode);
    }

    [Theory]
    [InlineData("/v2/models/churn")]
    [InlineData("/v2/models/churn/versions/1")]
    public async Task A_model_is_described_by_its_tensors(string path)
    {
        var model = await server.Http.GetJsonAsync(path);
        Assert.Equal(["tenure INT64", "MonthlyCharges FP64", "Contract BYTES", "PaperlessBilling BOOL"], Tensors(model, "inputs"));
        Assert.Equal(["label BYTES", "probability FP32"], Tensors(model, "outputs"));
        Assert.Equal("1", model.GetProperty("versions")[0].GetString());
        Assert.Equal("[-1,1]", model.GetProperty("inputs")[0].GetProperty("shape").GetRawText());
    }

    [Theory]
    [InlineData("/v2/models/churn/infer")]
    [InlineData("/v2/models/churn/versions/1/infer")]
    public async Task Tensors_are_answered_by_tensors(string path)
    {
        var answer = await InferAsync($$"""{"id":"mine","parameters":{"a":1},"inputs":[{{Tenure}},{{Charges}},{{Contract}},{{Billing}}]}""", path);
        Assert.Equal("churn", answer.GetProperty("model_name").GetString());
        Assert.Equal("1", answer.GetProperty("model_version").GetString());
        Assert.Equal("mine", answer.GetProperty("id").GetString());
        Assert.Equal(["label BYTES", "probability FP32"], Tensors(answer, "outputs"));
        var (label, probability) = (answer.GetProperty("outputs")[0], answer.GetProperty("outputs")[1]);
        Assert.Equal("[2,1]", label.GetProperty("shape").GetRawText());
        Assert.Equal("""["Yes","No"]""", label.GetProperty("data").GetRawText());
        Assert.Equal((float)ToyChurn.Probability(3, 70.35, "Month-to-month", true), probability.GetProperty("data")[0].GetSingle(), 1e-6f);
        Assert.Equal((float)ToyChurn.Probability(40, 20, "Two year", false), probability.GetProperty("data")[1].GetSingle(), 1e-6f);
    }

    [Theory]
    [InlineData("""{"name":"tenure","shape":[2],"datatype":"INT64","data":[3,40]}""")]
    [InlineData("""{"data":[[3],[40]],"datatype":"INT64","shape":[2,1],"name":"tenure"}""")]
    [InlineData("""{"name":"tenure","shape":[2,1],"datatype":"FP32","data":[3.0,4e1]}""")]
    [InlineData("""{"name":"tenure","shape":[2,1],"datatype":"FP64","data":[3,40]}""")]
    [InlineData("""{"name":"tenure","shape":[2,1],"datatype":"UINT8","data":[3,40]}""")]
    [InlineData("""{"name":"tenure","shape":[2,1],"datatype":"INT32","data":[3,40],"parameters":{"content_type":"np"}}""")]
    [InlineData("""{"name":"tenure","shape":[2,1],"datatype":"UINT64","data":[3,40]},{"name":"unknown","shape":[9],"datatype":"X","data":7}""")]
    public async Task Shapes_nesting_and_number_types_convert(string tenure)
    {
        var answer = await InferAsync($$"""{"inputs":[{{Billing}},{{Charges}},{{Contract}},{{tenure}}]}""");
        Assert.Equal((float)ToyChurn.Probability(40, 20, "Two year", false), answer.GetProperty("outputs")[1].GetProperty("data")[1].GetSingle(), 1e-6f);
    }

    [Fact]
    public async Task Booleans_and_the_numbers_0_and_1_convert_both_ways()
    {
        var answer = await InferAsync($$"""{"inputs":[{"name":"tenure","shape":[2],"datatype":"BOOL","data":[true,0]},{{Charges}},{{Contract}},{"name":"PaperlessBilling","shape":[2],"datatype":"INT8","data":[1,0]}]}""");
        Assert.Equal((float)ToyChurn.Probability(1, 70.35, "Month-to-month", true), answer.GetProperty("outputs")[1].GetProperty("data")[0].GetSingle(), 1e-6f);
    }

    [Fact]
    public async Task Only_the_outputs_asked_for_come_in_the_order_asked()
    {
        var answer = await InferAsync($$$"""{"inputs":[{{{Tenure}}},{{{Charges}}},{{{Contract}}},{{{Billing}}}],"outputs":[{"name":"probability","parameters":{"binary_data":false}}]}""");
        Assert.Equal(["probability FP32"], Tensors(answer, "outputs"));
    }

    [Fact]
    public async Task Without_an_id_the_request_id_is_given_back()
    {
        using var response = await server.Http.PostJsonAsync("/v2/models/churn/infer", $$"""{"inputs":[{{Tenure}},{{Charges}},{{Contract}},{{Billing}}]}""");
        Assert.Equal(response.Headers.GetValues("X-Request-Id").Single(), (await response.JsonAsync()).GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("""{"name":"tenure","shape":[2,1],"datatype":"INT64","data":[3,"x"]}""", "'tenure' row 1")]
    [InlineData("""{"name":"tenure","shape":[2,1],"datatype":"INT8","data":[3,300]}""", "'tenure' row 1")]
    [InlineData("""{"name":"tenure","shape":[2,1],"datatype":"FP64","data":[3,3.5]}""", "'tenure' row 1")]
    [InlineData("""{"name":"tenure","shape":[2,1],"datatype":"FP64","data":[3,NaN]}""", "'tenure' row 1")]
    [InlineData("""{"name":"tenure","shape":[2,1],"datatype":"FP64","data":[[3],[NaN]]}""", "'tenure' row 1")]
    [InlineData("""{"name":"tenure","shape":[2,1],"datatype":"FP64","data":[3,null]}""", "'tenure' row 1")]
    [InlineData("""{"name":"tenure","shape":[2,1],"datatype":"FP64","data":[[3],[4,5]]}""", "'tenure' row 1")]
    [InlineData("""{"name":"tenure","shape":[2,1],"datatype":"FP64","data":[[3],[]]}""", "'tenure' row 1")]
    [InlineData("""{"name":"tenure","shape":[2,1],"datatype":"FP64","data":[[3],[[4]]]}""", "'tenure' row 1")]
    [InlineData("""{"name":"tenure","shape":[2,1],"datatype":"FP64","data":[3]}""", "'tenure'")]
    [InlineData("""{"name":"tenure","shape":[2,1],"datatype":"FP64","data":[3,4,5]}""", "'tenure'")]
    [InlineData("""{"name":"tenure","shape":[2,1],"datatype":"FP64","data":7}""", "'tenure'")]
    [InlineData("""{"name":"tenure","shape":[2,1],"datatype":"FP64"}""", "'tenure'")]
    [InlineData("""{"name":"tenure","shape":[2,2],"datatype":"FP64","data":[1,2,3,4]}""", "'tenure'")]
    [InlineData("""{"name":"tenure","shape":[-2,1],"datatype":"FP64","data":[1,2]}""", "'tenure'")]
    [InlineData("""{"name":"tenure","datatype":"FP64","data":[1,2]}""", "'tenure'")]
    [InlineData("""{"name":"tenure","shape":[3,1],"datatype":"FP64","data":[1,2,3]}""", "rows")]
    [InlineData("""{"name":"tenure","shape":[2,1],"datatype":"BYTES","data":["3","4"]}""", "'tenure'")]
    [InlineData("""{"name":"tenure","shape":[2,1],"datatype":"fp64","data":[3,4]}""", "'tenure'")]
    [InlineData("""{"name":"tenure","shape":[2,1],"datatype":"10","data":[3,4]}""", "'tenure'")]
    [InlineData("""{"name":"other","shape":[2,1],"datatype":"FP64","data":[3,4]}""", "'tenure'")]
    [InlineData("""{"name":"tenure","shape":[2,1],"datatype":"FP64","data":[3,4]},{"name":"tenure","shape":[2,1],"datatype":"FP64","data":[3,4]}""", "'tenure'")]
    [InlineData("7", "inputs")]
    public async Task A_wrong_tensor_is_400_naming_it(string tenure, string expected)
    {
        using var response = await server.Http.PostJsonAsync("/v2/models/churn/infer", $$"""{"inputs":[{{tenure}},{{Charges}},{{Contract}},{{Billing}}]}""");
        var error = (await response.JsonAsync()).GetProperty("error").GetString();
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"inputs":{}}""")]
    [InlineData("""{"inputs":[]}""")]
    [InlineData("""{"id":7,"inputs":[]}""")]
    [InlineData("""{}""")]
    [InlineData("""[]""")]
    [InlineData("""{"inputs":[""")]
    [InlineData("")]
    public async Task What_is_no_infer_request_is_400(string body)
    {
        using var response = await server.Http.PostJsonAsync("/v2/models/churn/infer", body);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.NotEmpty((await response.JsonAsync()).GetProperty("error").GetString()!);
    }

    [Fact]
    public async Task An_unknown_output_is_400_and_every_unknown_category_is_named()
    {
        using var unknown = await server.Http.PostJsonAsync("/v2/models/churn/infer", $$"""{"inputs":[{{Tenure}},{{Charges}},{{Contract}},{{Billing}}],"outputs":[{"name":"nothing"}]}""");
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
        Assert.Contains("nothing", (await unknown.JsonAsync()).GetProperty("error").GetString(), StringComparison.Ordinal);

        var contract = """{"name":"Contract","shape":[2,1],"datatype":"BYTES","data":["Weekly","Daily"]}""";
        using var categories = await server.Http.PostJsonAsync("/v2/models/churn/infer", $$"""{"inputs":[{{Tenure}},{{Charges}},{{contract}},{{Billing}}]}""");
        var error = (await categories.JsonAsync()).GetProperty("error").GetString();
        Assert.Contains("row 0", error, StringComparison.Ordinal);
        Assert.Contains("row 1", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v2/models/nobody")]
    [InlineData("/v2/models/nobody/ready")]
    [InlineData("/v2/models/churn/versions/2")]
    [InlineData("/v2/models/churn/versions/2/ready")]
    [InlineData("/v2/nowhere")]
    public async Task What_is_not_there_is_404_with_an_error(string path)
    {
        using var response = await server.Http.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.NotEmpty((await response.JsonAsync()).GetProperty("error").GetString()!);
    }

    [Fact]
    public async Task A_request_without_a_content_type_is_taken_and_another_is_415()
    {
        var body = System.Text.Encoding.UTF8.GetBytes($$"""{"inputs":[{{Tenure}},{{Charges}},{{Contract}},{{Billing}}]}""");
        using var bare = new ByteArrayContent(body);
        using var taken = await server.Http.PostAsync("/v2/models/churn/infer", bare, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        using var text = new StringContent("{}");
        using var unsupported = await server.Http.PostAsync("/v2/models/churn/infer", text, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, unsupported.StatusCode);
    }

    [Fact]
    public async Task The_wrong_method_is_405_with_an_error()
    {
        using var response = await server.Http.GetAsync("/v2/models/churn/infer", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.NotEmpty((await response.JsonAsync()).GetProperty("error").GetString()!);
    }

    private async Task<JsonElement> InferAsync(string body, string path = "/v2/models/churn/infer")
    {
        using var response = await server.Http.PostJsonAsync(path, body);
        var json = await response.JsonAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, json.ToString());
        return json;
    }

    private static string[] Tensors(JsonElement model, string name) =>
        [.. model.GetProperty(name).EnumerateArray().Select(tensor => $"{tensor.GetProperty("name").GetString()} {tensor.GetProperty("datatype").GetString()}")];

    [Fact]
    public async Task The_request_in_the_documentation_is_answered()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Saker.Testing.Checkout.Root, "docs", "open-inference.md"), TestContext.Current.CancellationToken);
        var body = page.Split("/v2/models/churn/infer -H 'Content-Type: application/json' -d '")[1].Split('\'')[0];
        using var response = await server.Http.PostJsonAsync("/v2/models/churn/infer", body);
        var json = await response.JsonAsync();
        Assert.Equal("a1", json.GetProperty("id").GetString());
        Assert.Equal(2, json.GetProperty("outputs")[0].GetProperty("data").GetArrayLength());
    }
}
