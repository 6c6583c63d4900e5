using System.Net;
using System.Text;
using Saker.Client;
using Saker.Testing.Toys;

namespace Saker.Server.Tests.Http;

public sealed class PredictTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Path = "/api/endpoints/churn/predict";
    private const string Good = """{"tenure":3,"MonthlyCharges":70.35,"Contract":"Month-to-month","PaperlessBilling":true}""";

    public static TheoryData<string, string, string> BadRows => new()
    {
        { "missing field", """{"MonthlyCharges":70,"Contract":"One year","PaperlessBilling":true}""", "0 tenure" },
        { "text for a number", """{"tenure":"3","MonthlyCharges":70,"Contract":"One year","PaperlessBilling":true}""", "0 tenure" },
        { "number for a text", """{"tenure":3,"MonthlyCharges":70,"Contract":1,"PaperlessBilling":true}""", "0 Contract" },
        { "number for a boolean", """{"tenure":3,"MonthlyCharges":70,"Contract":"One year","PaperlessBilling":1}""", "0 PaperlessBilling" },
        { "boolean for a number", """{"tenure":true,"MonthlyCharges":70,"Contract":"One year","PaperlessBilling":true}""", "0 tenure" },
        { "fraction for a whole number", """{"tenure":3.5,"MonthlyCharges":70,"Contract":"One year","PaperlessBilling":true}""", "0 tenure" },
        { "too large for a whole number", """{"tenure":1e30,"MonthlyCharges":70,"Contract":"One year","PaperlessBilling":true}""", "0 tenure" },
        { "overflowing number", """{"tenure":3,"MonthlyCharges":1e999,"Contract":"One year","PaperlessBilling":true}""", "0 MonthlyCharges" },
        { "bare NaN", """{"tenure":3,"MonthlyCharges":NaN,"Contract":"One year","PaperlessBilling":true}""", "0 MonthlyCharges" },
        { "bare Infinity", """{"tenure":Infinity,"MonthlyCharges":70,"Contract":"One year","PaperlessBilling":true}""", "0 tenure" },
        { "bare -Infinity", """{"tenure":-Infinity,"MonthlyCharges":70,"Contract":"One year","PaperlessBilling":true}""", "0 tenure" },
        { "NaN as text", """{"tenure":3,"MonthlyCharges":"NaN","Contract":"One year","PaperlessBilling":true}""", "0 MonthlyCharges" },
        { "null that training never saw", """{"tenure":null,"MonthlyCharges":70,"Contract":"One year","PaperlessBilling":true}""", "0 tenure" },
        { "empty text is missing", """{"tenure":3,"MonthlyCharges":70,"Contract":"","PaperlessBilling":true}""", "0 Contract" },
        { "unknown category", """{"tenure":3,"MonthlyCharges":70,"Contract":"Weekly","PaperlessBilling":true}""", "0 Contract" },
        { "category in another case", """{"tenure":3,"MonthlyCharges":70,"Contract":"one year","PaperlessBilling":true}""", "0 Contract" },
        { "lone surrogate", """{"tenure":3,"MonthlyCharges":70,"Contract":"\ud800","PaperlessBilling":true}""", "0 Contract" },
        { "list for a number", """{"tenure":[3],"MonthlyCharges":70,"Contract":"One year","PaperlessBilling":true}""", "0 tenure" },
        { "object for a text", """{"tenure":3,"MonthlyCharges":70,"Contract":{"a":[1,{}]},"PaperlessBilling":true}""", "0 Contract" },
        { "duplicate field", """{"tenure":3,"tenure":4,"MonthlyCharges":70,"Contract":"One year","PaperlessBilling":true}""", "0 tenure" },
        { "field in another case", """{"Tenure":3,"MonthlyCharges":70,"Contract":"One year","PaperlessBilling":true}""", "0 tenure" },
        { "row is a number", "7", "0 rows" },
        { "row is null", "null", "0 rows" },
        { "row is a list", "[[1],2]", "0 rows" },
        { "empty row", "{}", "0 tenure,0 MonthlyCharges,0 Contract,0 PaperlessBilling" },
        { "several rows", Good + """,{"tenure":-1,"MonthlyCharges":"a","Contract":"b","PaperlessBilling":null},{"tenure":NaN,"MonthlyCharges":2,"Contract":"One year","PaperlessBilling":false}""", "1 MonthlyCharges,1 Contract,1 PaperlessBilling,2 tenure" },
    };

    [Fact]
    public async Task Good_rows_are_answered_by_exactly_the_documented_body()
    {
        using var response = await server.Http.PostJsonAsync(Path, $$"""{"rows":[{{Good}}]}""");
        var id = response.Headers.GetValues("X-Request-Id").Single();
        var probability = (float)ToyChurn.Probability(3, 70.35, "Month-to-month", true);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.ToString());
        Assert.StartsWith($$"""{"requestId":"{{id}}","model":"churn","version":"1","predictions":[{"label":"Yes","probability":""", text, StringComparison.Ordinal);
        var json = await response.JsonAsync();
        Assert.Equal(probability, json.GetProperty("predictions")[0].GetProperty("probability").GetSingle(), 1e-6f);
        Assert.Equal(2, json.GetProperty("predictions")[0].EnumerateObject().Count());
    }

    [Theory]
    [MemberData(nameof(BadRows))]
    public async Task Bad_rows_are_refused_naming_row_and_field(string name, string rows, string expected)
    {
        using var response = await server.Http.PostJsonAsync(Path, $$"""{"rows":[{{rows}}]}""");
        var problem = await response.JsonAsync();
        Assert.True(response.StatusCode == HttpStatusCode.BadRequest, $"{name}: {problem}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.ToString());
        Assert.Equal(expected, string.Join(',', problem.Errors()));
        Assert.Equal(response.Headers.GetValues("X-Request-Id").Single(), problem.GetProperty("requestId").GetString());
        Assert.Equal(400, problem.GetProperty("status").GetInt32());
        Assert.All(problem.GetProperty("errors").EnumerateArray(), error => Assert.False(string.IsNullOrWhiteSpace(error.GetProperty("message").GetString())));
    }

    [Fact]
    public async Task Missing_values_are_taken_where_training_saw_some()
    {
        var row = """{"tenure":3,"MonthlyCharges":null,"Contract":"One year","PaperlessBilling":false}""";
        using var response = await server.Http.PostJsonAsync(Path, $$"""{"rows":[{{row}}]}""");
        var json = await response.JsonAsync();
        Assert.Equal((float)ToyChurn.Probability(3, double.NaN, "One year", false), json.GetProperty("predictions")[0].GetProperty("probability").GetSingle(), 1e-6f);
    }

    [Fact]
    public async Task Order_of_fields_escapes_and_further_fields_do_not_matter()
    {
        var row = """{"customerID":{"a":[1,"NaN"]},"PaperlessBilling":true,"Contract":"\u004donth-to-month","\u0074enure":3.0e0,"x":null,"MonthlyCharges":70.35}""";
        using var response = await server.Http.PostJsonAsync(Path, $$"""{"id":1,"rows":[{{row}}],"z":[]}""");
        var json = await response.JsonAsync();
        Assert.Equal((float)ToyChurn.Probability(3, 70.35, "Month-to-month", true), json.GetProperty("predictions")[0].GetProperty("probability").GetSingle(), 1e-6f);
    }

    [Fact]
    public async Task A_text_that_holds_NaN_is_left_alone_while_a_bare_one_is_found()
    {
        var row = """{"note":"a \" NaN, Infinity","tenure":3,"MonthlyCharges":NaN,"Contract":"One year","PaperlessBilling":true}""";
        using var response = await server.Http.PostJsonAsync(Path, $$"""{"rows":[{{row}}]}""");
        Assert.Equal(["0 MonthlyCharges"], (await response.JsonAsync()).Errors());
    }

    [Theory]
    [InlineData("""{"rows":[]}""", "- rows")]
    [InlineData("""{}""", "- rows")]
    [InlineData("""[]""", "- rows")]
    [InlineData("""{"rows":{}}""", "- rows")]
    [InlineData("""{"rows":null}""", "- rows")]
    [InlineData("""{"rows":[],"rows":[]}""", "- rows")]
    public async Task A_body_without_rows_is_refused(string body, string expected)
    {
        using var response = await server.Http.PostJsonAsync(Path, body);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(expected, (await response.JsonAsync()).Errors()[0]);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("{", 1)]
    [InlineData("{\"rows\":[{\"tenure\":3,}]}", 21)]
    [InlineData("{\"rows\":[]\n}\n!", 13)]
    [InlineData("{\"rows\":[{\"tenure\":NaN,}]}", 23)]
    [InlineData("{'rows':[]}", 1)]
    public async Task Malformed_json_is_refused_with_its_byte_position(string body, int position)
    {
        using var response = await server.Http.PostJsonAsync(Path, body);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains($"at byte {position}:", (await response.JsonAsync()).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broken_utf8_is_a_bad_request_and_not_a_fault()
    {
        byte[] body = [.. "{\"rows\":[{\"tenure\":3,\"MonthlyCharges\":1,\"Contract\":\""u8, 0xC3, 0x28, .. "\",\"PaperlessBilling\":true}]}"u8];
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");
        using var response = await server.Http.PostAsync(Path, content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task No_more_errors_are_listed_than_the_limit_and_the_rest_is_counted()
    {
        var rows = string.Join(',', Enumerable.Repeat("{}", 50));
        using var response = await server.Http.PostJsonAsync(Path, $$"""{"rows":[{{rows}}]}""");
        var problem = await response.JsonAsync();
        Assert.Equal(100, problem.GetProperty("errors").GetArrayLength());
        Assert.Contains("100 of 200", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_content_type_is_415()
    {
        foreach (var type in new[] { "text/plain", "application/x-www-form-urlencoded", "application/octet-stream" })
        {
            using var content = new StringContent($$"""{"rows":[{{Good}}]}""", Encoding.UTF8, type);
            using var response = await server.Http.PostAsync(Path, content, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
            Assert.Contains("application/json", (await response.JsonAsync()).GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_unknown_endpoint_is_404()
    {
        using var response = await server.Http.PostJsonAsync("/api/endpoints/nobody/predict", "{}");
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("nobody", (await response.JsonAsync()).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_client_sends_rows_and_reports_every_error()
    {
        var token = TestContext.Current.CancellationToken;
        var good = new Dictionary<string, object?> { ["tenure"] = 3, ["MonthlyCharges"] = double.NaN, ["Contract"] = "Two year", ["PaperlessBilling"] = false };
        var answer = await server.Client.PredictAsync("churn", [good, good], token);
        Assert.Equal(2, answer.Predictions.Count);
        Assert.Equal("No", answer.Predictions[0].Label);

        var bad = new Dictionary<string, object?>(good) { ["Contract"] = "it's", ["tenure"] = null };
        var failure = await Assert.ThrowsAsync<SakerClientException>(() => server.Client.PredictAsync("churn", [good, bad], token));
        Assert.Equal(HttpStatusCode.BadRequest, failure.Status);
        Assert.Equal([(1L, "tenure"), (1L, "Contract")], failure.Errors.Select(error => (error.Row!.Value, error.Field)));
    }

    [Fact]
    public async Task Many_callers_at_once_each_get_their_own_answer()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 400), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = TestContext.Current.CancellationToken }, async (i, _) =>
        {
            var tenure = i % 73;
            var isBad = i % 5 == 0;
            var contract = isBad ? "Weekly" : ToyChurn.Contracts[i % 3];
            using var response = await server.Http.PostJsonAsync(Path, $$"""{"rows":[{"tenure":{{tenure}},"MonthlyCharges":{{i}},"Contract":"{{contract}}","PaperlessBilling":false}]}""");
            var json = await response.JsonAsync();
            if (isBad)
                Assert.Equal(["0 Contract"], json.Errors());
            else
                Assert.Equal((float)ToyChurn.Probability(tenure, i, contract, false), json.GetProperty("predictions")[0].GetProperty("probability").GetSingle(), 1e-5f);
        });
    }
}
