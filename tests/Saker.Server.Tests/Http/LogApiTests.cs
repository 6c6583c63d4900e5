using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Saker.Client;
using Saker.OpenInference.Calls;
using Saker.OpenInference.Messages;
using Saker.Server.Tests.Grpc;
using Saker.Testing;

namespace Saker.Server.Tests.Http;

/// <summary>From a request through every door to the prediction log.</summary>
public sealed class LogApiTests(GrpcServer server) : IClassFixture<GrpcServer>
{
    private const string Row = """{"tenure":3,"MonthlyCharges":70.35,"Contract":"Month-to-month","PaperlessBilling":true}""";
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private PredictionLogClient Log => server.Server.Client.Log;

    [Theory]
    [InlineData("/api/log?endpoint=churn&until=2020-01-01T00:00:00Z", "until", "from, to")]
    [InlineData("/api/log/export?endpoint=churn&format=csv&untill=2020-01-01T00:00:00Z", "untill", "format")]
    [InlineData("/api/log-status?endpoint=churn", "endpoint", "nothing after '?'")]
    [InlineData("/api/endpoints/churn/windows?nonsense=1", "nonsense", "grain")]
    public async Task What_an_address_does_not_take_is_refused_by_name(string address, string name, string taken)
    {
        using var response = await server.Server.Http.GetAsync(new Uri(address, UriKind.Relative), Token);
        var text = await response.Content.ReadAsStringAsync(Token);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains($"'{name}'", text, StringComparison.Ordinal);
        Assert.Contains(taken, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("predict", "/api/endpoints/churn/predict", "{\"rows\":[" + Row + "]}")]
    [InlineData("invocations", "/api/endpoints/churn/invocations", "{\"dataframe_records\":[" + Row + "]}")]
    public async Task The_id_and_the_trace_of_a_client_come_back_and_stand_in_the_log(string door, string path, string body)
    {
        using var message = Message(path, body, $"door-{door}");
        using var response = await server.Server.Http.SendAsync(message, Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal($"door-{door}", response.Headers.GetValues("X-Request-Id").Single());
        var logged = await FindAsync($"door-{door}");
        Assert.Equal(("churn", 1, "primary", null, Trace), (logged.Endpoint, logged.Version, logged.Step, logged.Error, logged.TraceId));
        var row = Assert.Single(logged.Rows);
        Assert.Equal(3, row.Inputs!["tenure"]!.GetValue<double>());
        Assert.Equal("Month-to-month", row.Inputs["Contract"]!.GetValue<string>());
        Assert.Equal("Yes", row.Outputs!["label"]!.GetValue<string>());
        Assert.True(logged.TotalMilliseconds > 0);
    }

    [Theory]
    [InlineData("header", false)]
    [InlineData("body", true)]
    public async Task Open_inference_over_http_takes_the_id_of_the_body_or_else_of_the_header(string name, bool isInBody)
    {
        var id = $"v2-{name}";
        var inputs = string.Join(',', Enumerable.Range(0, 1).Select(_ =>
            """{"name":"tenure","datatype":"INT64","shape":[1,1],"data":[3]},{"name":"MonthlyCharges","datatype":"FP32","shape":[1,1],"data":[70.35]},{"name":"Contract","datatype":"BYTES","shape":[1,1],"data":["One year"]},{"name":"PaperlessBilling","datatype":"BOOL","shape":[1,1],"data":[true]}"""));
        using var message = Message("/v2/models/churn/infer", $$"""{{{(isInBody ? $"\"id\":\"{id}\"," : "")}}"inputs":[{{inputs}}]}""", isInBody ? "another" : id);
        using var response = await server.Server.Http.SendAsync(message, Token);
        var text = await response.Content.ReadAsStringAsync(Token);

        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        if (isInBody)
            Assert.Equal(id, JsonDocument.Parse(text).RootElement.GetProperty("id").GetString());
        var logged = await FindAsync(id);
        Assert.Equal(("churn", Trace), (logged.Endpoint, logged.TraceId));
        Assert.Single(logged.Rows);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Grpc_takes_the_id_of_the_message_or_else_of_the_metadata(bool isInMessage)
    {
        var id = isInMessage ? "grpc-message" : "grpc-metadata";
        var request = EchoRequests.WideTyped(rows: 2, isInMessage ? id : "");
        var options = new GrpcCallOptions { Headers = new Dictionary<string, string> { ["x-request-id"] = isInMessage ? "another" : id, ["traceparent"] = $"00-{Trace}-b7ad6b7169203331-01" } };
        var response = await server.Calls.CallAsync(InferenceMethods.ModelInfer, request, options, Token);

        if (isInMessage)
            Assert.Equal(id, response.Id);
        var logged = await FindAsync(id);
        Assert.Equal(("wide", 2, Trace), (logged.Endpoint, logged.RowCount, logged.TraceId));
    }

    [Fact]
    public async Task A_refused_request_is_in_the_log_with_its_kind_of_error_and_without_rows()
    {
        using var message = Message("/api/endpoints/churn/predict", """{"rows":[{"tenure":"three"}]}""", "refused-1");
        using var response = await server.Server.Http.SendAsync(message, Token);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var logged = await FindAsync("refused-1");
        Assert.Equal(("invalidInput", true, 0), (logged.Error, logged.IsRefused, logged.Rows.Count));
        using var failed = JsonDocument.Parse(await server.Server.Http.GetStringAsync("/api/log?error=*&since=1h&endpoint=churn", Token));
        Assert.Contains(failed.RootElement.GetProperty("predictions").EnumerateArray(), one => one.GetProperty("requestId").GetString() == "refused-1");
    }

    [Fact]
    public async Task Requests_are_filtered_exported_downloaded_and_erased()
    {
        for (var i = 0; i < 5; i++)
        {
            using var message = Message("/api/endpoints/churn/predict", "{\"rows\":[" + Row.Replace("\"tenure\":3", $"\"tenure\":{40 + i}", StringComparison.Ordinal) + "]}", $"life-{i}");
            using var response = await server.Server.Http.SendAsync(message, Token);
        }
        await FindAsync("life-4");
        var selection = new LogSelection { Endpoint = "churn", Filter = "input.tenure >= 42 AND id LIKE 'life-%'" };

        var page = await Log.ListAsync(selection, 2, null, Token);
        Assert.Equal(["life-4", "life-3"], page.Predictions.Select(one => one.RequestId));
        Assert.Equal(["life-2"], (await Log.ListAsync(selection, 2, page.Next, Token)).Predictions.Select(one => one.RequestId));
        var exported = await Log.ExportAsync(selection with { Dataset = "served" }, Token);
        Assert.Equal(("served/1", 3L, "added"), (exported.Dataset, exported.RowCount, exported.Outcome));
        var csv = await server.Server.Http.GetStringAsync("/api/log/export?endpoint=churn&format=csv&filter=" + Uri.EscapeDataString(selection.Filter!), Token);
        Assert.Equal(4, csv.Trim().Split('\n').Length);
        Assert.Contains("output.probability", csv, StringComparison.Ordinal);

        var erased = await Log.EraseAsync(new LogSelection { Ids = ["life-3"] }, Token);
        Assert.Equal(1, erased.RequestCount);
        Assert.Null(await Log.FindAsync("life-3", Token));
        Assert.NotNull(await Log.FindAsync("life-4", Token));
        var status = await Log.GetStatusAsync(Token);
        Assert.True(status.WrittenCount >= 5 && status.DroppedCount == 0 && status.NotWritingSince is null);
    }

    [Theory]
    [InlineData("/api/log?filter=tenure%20%3E%203", "inputs.KEY")]
    [InlineData("/api/log?since=often", "duration")]
    [InlineData("/api/log?limit=0", "1 to")]
    [InlineData("/api/log?version=one", "one")]
    [InlineData("/api/log/export?format=xls&endpoint=churn", "parquet")]
    [InlineData("/api/log/export", "endpoint")]
    public async Task What_is_wrong_with_a_query_is_told(string path, string said)
    {
        using var answer = await server.Server.Http.GetAsync(path, Token);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(said, await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erasing_everything_must_be_meant()
    {
        var nothing = await Assert.ThrowsAsync<SakerClientException>(() => Log.EraseAsync(new LogSelection(), Token));
        Assert.Equal(HttpStatusCode.BadRequest, nothing.Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await Assert.ThrowsAsync<SakerClientException>(() => Log.EraseAsync(new LogSelection { Ids = ["a"], Endpoint = "churn" }, Token))).Status);
    }

    [Fact]
    public async Task Pages_show_the_log_and_a_request()
    {
        using var message = Message("/api/endpoints/churn/predict", "{\"rows\":[" + Row + "]}", "paged-1");
        using var response = await server.Server.Http.SendAsync(message, Token);
        await FindAsync("paged-1");

        var list = await server.Server.Http.GetStringAsync("/log?endpoint=churn&filter=" + Uri.EscapeDataString("id = 'paged-1'"), Token);
        Assert.Contains("/log/paged-1", list, StringComparison.Ordinal);
        var one = await server.Server.Http.GetStringAsync("/log/paged-1", Token);
        Assert.Matches("<th scope=\"row\">Contract</th><td[^>]*>Month-to-month</td>", one);
        Assert.Contains(Trace, one, StringComparison.Ordinal);
        var trying = await server.Server.Http.GetStringAsync(WebUtility.HtmlDecode(Regex.Match(one, "href=\"(/endpoints/churn/try[^\"]*)\"").Groups[1].Value), Token);
        Assert.Matches("<option[^>]*(value=\"Month-to-month\"[^>]* selected|selected[^>]* value=\"Month-to-month\")", trying);
        Assert.Contains("inputs.KEY", await server.Server.Http.GetStringAsync("/log?filter=nonsense%20%3D%201", Token), StringComparison.Ordinal);
        using var missing = await server.Server.Http.GetAsync("/log/nobody", Token);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    private static HttpRequestMessage Message(string path, string body, string id)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        message.Headers.Add("X-Request-Id", id);
        message.Headers.Add("traceparent", $"00-{Trace}-b7ad6b7169203331-01");
        return message;
    }

    /// <summary>It is there within about a second.</summary>
    private async Task<LoggedPredictionInfo> FindAsync(string id)
    {
        LoggedPredictionInfo? found = null;
        await Eventually.IsSoAsync(async () => (found = await Log.FindAsync(id, Token)) is not null, $"that the log has the request '{id}'");
        return found!;
    }
}
