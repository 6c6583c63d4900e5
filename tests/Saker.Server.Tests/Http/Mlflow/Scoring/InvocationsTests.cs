using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Saker.Testing.Toys;

namespace Saker.Server.Tests.Http.Mlflow.Scoring;

public sealed partial class InvocationsTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Records = """{"dataframe_records":[{"tenure":3,"MonthlyCharges":70.35,"Contract":"Month-to-month","PaperlessBilling":true},{"tenure":40,"MonthlyCharges":null,"Contract":"Two year","PaperlessBilling":false}]}""";
    private const string Split = """{"dataframe_split":{"index":[7,8],"columns":["Contract","PaperlessBilling","tenure","MonthlyCharges","unused"],"data":[["Month-to-month",true,3,70.35,1],["Two year",false,40,null,2]]}}""";
    private const string Instances = """{"instances":[{"tenure":3,"MonthlyCharges":70.35,"Contract":"Month-to-month","PaperlessBilling":true},{"tenure":40,"MonthlyCharges":null,"Contract":"Two year","PaperlessBilling":false}]}""";
    private const string InstanceLists = """{"instances":[[3,70.35,"Month-to-month",true],[40,null,"Two year",false]],"params":{"temperature":0.5}}""";
    private const string Inputs = """{"inputs":{"tenure":[3,40],"MonthlyCharges":[[70.35],[null]],"Contract":["Month-to-month","Two year"],"PaperlessBilling":[true,false]},"params":null}""";
    private const string Csv = ",tenure,MonthlyCharges,Contract,PaperlessBilling\r\n0,3,70.35,\"Month-to-month\",True\r\n1,40,,Two year,false\r\n";

    [Theory]
    [InlineData("/invocations", Records, "application/json")]
    [InlineData("/api/endpoints/churn/invocations", Records, "application/json; charset=UTF-8")]
    [InlineData("/invocations", Split, "application/json")]
    [InlineData("/invocations", Instances, "application/json")]
    [InlineData("/invocations", InstanceLists, "application/json")]
    [InlineData("/invocations", Inputs, "application/json")]
    [InlineData("/invocations", "\uFEFF" + Instances, "application/json")]
    [InlineData("/invocations", Csv, "text/csv")]
    [InlineData("/api/endpoints/churn/invocations", "\uFEFF" + Csv, "text/csv; charset=\"utf-8\"")]
    public async Task Every_form_of_the_same_rows_gets_the_same_predictions(string path, string body, string contentType)
    {
        using var response = await PostAsync(path, body, contentType);
        var json = await response.JsonAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, json.ToString());
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        var rows = json.GetProperty("predictions");
        Assert.Equal(2, rows.GetArrayLength());
        Assert.Equal(["Yes", "No"], rows.EnumerateArray().Select(row => row.GetProperty("label").GetString()));
        Assert.Equal((float)ToyChurn.Probability(3, 70.35, "Month-to-month", true), rows[0].GetProperty("probability").GetSingle(), 1e-6f);
        Assert.Equal((float)ToyChurn.Probability(40, double.NaN, "Two year", false), rows[1].GetProperty("probability").GetSingle(), 1e-6f);
    }

    [Theory]
    [InlineData("""{"dataframe_split":{"columns":["tenure","MonthlyCharges","Contract","PaperlessBilling"],"data":[[3,1,"One year",true],["x",1,"Weekly",true]]}}""", "row 1", "tenure", "Contract")]
    [InlineData("""{"dataframe_records":[{"tenure":3}]}""", "row 0", "Contract", "PaperlessBilling")]
    [InlineData("""{"dataframe_split":{"columns":["tenure"],"data":[[3],[4,5]]}}""", "row 1", "2 values", "1 columns")]
    [InlineData("""{"instances":[[3,70.35]]}""", "row 0", "2 values", "4 columns")]
    [InlineData("""{"inputs":{"tenure":[3,4],"Contract":["One year"]}}""", "Contract", "1 values", "2")]
    [InlineData("""{"dataframe_records":[7]}""", "row 0", "7", "object")]
    [InlineData("""{"dataframe_records":[]}""", "rows", "empty", "row")]
    public async Task Wrong_rows_are_400_naming_row_and_field(string body, params string[] expected)
    {
        using var response = await PostAsync("/invocations", body, "application/json");
        await RequireErrorAsync(response, HttpStatusCode.BadRequest, "BAD_REQUEST", expected);
    }

    [Theory]
    [InlineData("tenure,MonthlyCharges,Contract,PaperlessBilling\n3,1,One year,true\nthree,1,One year,true\n", "row 1", "tenure")]
    [InlineData("tenure,MonthlyCharges\n3\n", "row 0", "1 fields")]
    [InlineData("tenure,tenure\n3,4\n", "tenure", "twice")]
    [InlineData("tenure,\"Contract\n3,4\n", "quote", "closed")]
    [InlineData("tenure,\"Contract\"x\n3,4\n", "quote", "follows")]
    [InlineData("", "empty", "columns")]
    [InlineData("tenure\n", "rows", "empty")]
    public async Task Wrong_csv_is_400_naming_row_and_field(string body, params string[] expected)
    {
        using var response = await PostAsync("/invocations", body, "text/csv");
        await RequireErrorAsync(response, HttpStatusCode.BadRequest, "BAD_REQUEST", expected);
    }

    [Theory]
    [InlineData("{}", "none")]
    [InlineData("[]", "object")]
    [InlineData("", "empty")]
    [InlineData("{", "JSON")]
    [InlineData("""{"instances":[]} x""", "JSON")]
    [InlineData("""{"instances":[],"inputs":[]}""", "instances and inputs")]
    [InlineData("""{"instances":[],"params":7}""", "params")]
    [InlineData("""{"instances":7}""", "list")]
    [InlineData("""{"dataframe_split":[]}""", "columns")]
    public async Task What_is_no_scoring_request_is_400(string body, string expected)
    {
        using var response = await PostAsync("/invocations", body, "application/json");
        await RequireErrorAsync(response, HttpStatusCode.BadRequest, "BAD_REQUEST", expected);
    }

    [Theory]
    [InlineData("application/json; charset=iso-8859-1", "UTF-8")]
    [InlineData("application/json; format=pandas-split", "format")]
    [InlineData("application/xml", "text/csv")]
    [InlineData("", "text/csv")]
    public async Task Other_content_types_are_415(string contentType, string expected)
    {
        using var response = await PostAsync("/invocations", Records, contentType);
        await RequireErrorAsync(response, HttpStatusCode.UnsupportedMediaType, "BAD_REQUEST", expected);
    }

    [Fact]
    public async Task Text_that_is_no_utf8_is_400()
    {
        using var content = new ByteArrayContent([.. "Contract\n"u8, 0xFF, 0xFE]);
        content.Headers.TryAddWithoutValidation("Content-Type", "text/csv");
        using var response = await server.Http.PostAsync("/invocations", content, TestContext.Current.CancellationToken);
        await RequireErrorAsync(response, HttpStatusCode.BadRequest, "BAD_REQUEST", "UTF-8");
    }

    [Fact]
    public async Task Probes_and_version_answer()
    {
        foreach (var path in (string[])["/ping", "/health"])
        {
            using var probe = await server.Http.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, probe.StatusCode);
        }
        Assert.Matches(@"^\d+\.\d+\.\d+$", await server.Http.GetStringAsync("/version", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_unknown_endpoint_is_404_and_the_wrong_method_405_in_mlflows_words()
    {
        using var unknown = await PostAsync("/api/endpoints/nobody/invocations", Records, "application/json");
        await RequireErrorAsync(unknown, HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST", "nobody");
        using var method = await server.Http.GetAsync("/invocations", TestContext.Current.CancellationToken);
        await RequireErrorAsync(method, HttpStatusCode.MethodNotAllowed, "BAD_REQUEST");
    }

    [Fact]
    public async Task The_only_endpoint_answers_and_of_several_the_one_that_is_named()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var several = new TestServer();
        await several.StartAsync(options => options, hasModel: false);
        using var none = await several.Http.PostJsonAsync("/invocations", Records);
        await RequireErrorAsync(none, HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST", "no endpoint yet");
        await several.DeployAsync("churn", "churn", cancellationToken);
        using var only = await several.Http.PostJsonAsync("/invocations", Records);
        Assert.Equal(HttpStatusCode.OK, only.StatusCode);
        await several.DeployAsync("other", "churn", cancellationToken);
        using var unnamed = await several.Http.PostJsonAsync("/invocations", Records);
        await RequireErrorAsync(unnamed, HttpStatusCode.BadRequest, "BAD_REQUEST", "churn, other", "X-Saker-Endpoint", "--scoring-endpoint");
        several.Http.DefaultRequestHeaders.Add("X-Saker-Endpoint", "other");
        using var named = await several.Http.PostJsonAsync("/invocations", Records);
        Assert.Equal(HttpStatusCode.OK, named.StatusCode);
        several.Http.DefaultRequestHeaders.Remove("X-Saker-Endpoint");
        several.Http.DefaultRequestHeaders.Add("X-Saker-Endpoint", "nobody");
        using var wrong = await several.Http.PostJsonAsync("/invocations", Records);
        await RequireErrorAsync(wrong, HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST", "nobody", "churn, other");
    }

    [Fact]
    public async Task The_endpoint_that_the_server_was_started_with_answers()
    {
        await using var chosen = new TestServer();
        await chosen.StartAsync(options => options with { ScoringEndpoint = "churn" }, hasModel: true);
        await chosen.DeployAsync("other", "churn", TestContext.Current.CancellationToken);
        using var response = await chosen.Http.PostJsonAsync("/invocations", Records);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task The_example_of_the_page_answers_as_the_page_says()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Cli.CliFolder.Checkout, "docs", "mlflow-scoring.md"), TestContext.Current.CancellationToken);
        var curl = Curl().Match(page);
        using var response = await PostAsync(curl.Groups["path"].Value, curl.Groups["body"].Value, curl.Groups["type"].Value);
        var answer = (await response.JsonAsync()).GetProperty("predictions")[0];
        var said = JsonDocument.Parse(Answer().Match(page).Value).RootElement.GetProperty("predictions")[0];
        Assert.Equal(said.GetProperty("label").GetString(), answer.GetProperty("label").GetString());
        Assert.Equal(said.GetProperty("probability").GetDouble(), answer.GetProperty("probability").GetDouble(), 1e-4);
    }

    private static async Task RequireErrorAsync(HttpResponseMessage response, HttpStatusCode status, string code, params string[] expected)
    {
        var json = await response.JsonAsync();
        Assert.True(response.StatusCode == status, json.ToString());
        Assert.Equal(code, json.GetProperty("error_code").GetString());
        Assert.All(expected, text => Assert.Contains(text, json.GetProperty("message").GetString(), StringComparison.Ordinal));
    }

    private Task<HttpResponseMessage> PostAsync(string path, string body, string contentType)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        if (contentType.Length > 0)
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return server.Http.PostAsync(path, content, TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("curl -s http://[^/]+(?<path>/\\S+) -H 'Content-Type: (?<type>[^']+)' -d '(?<body>[^']+)'")]
    private static partial Regex Curl();

    [GeneratedRegex("\\{\"predictions\":.*\\}")]
    private static partial Regex Answer();
}
