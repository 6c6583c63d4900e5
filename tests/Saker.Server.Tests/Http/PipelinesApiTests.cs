using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Saker.Client;
using Saker.Server.Hosting;
using Saker.Server.Tests.Cli;

namespace Saker.Server.Tests.Http;

public sealed class PipelinesApiTests : IAsyncLifetime
{
    private readonly CliFolder _folder = new();
    private readonly HttpClient _http = new();
    private SakerServer _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await SakerServer.StartAsync(new ServerOptions { Home = _folder.Home, Port = 0, Pipelines = Path.Combine(CliFolder.Checkout, "examples") }, Token);
        _http.BaseAddress = _server.Address;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_pipeline_is_started_and_followed_by_its_run()
    {
        var client = new SakerClient(_http);
        var started = await client.TrainAsync(new TrainRequest("churn/churn.yaml"), Token);

        var second = await Assert.ThrowsAsync<SakerClientException>(() => client.TrainAsync(new TrainRequest("churn/churn.yaml"), Token));
        Assert.Equal(HttpStatusCode.TooManyRequests, second.Status);

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromMinutes(3));
        var run = await client.GetRunAsync(started.RunId, limit.Token);
        while (run.Status == "running")
        {
            await Task.Delay(100, limit.Token);
            run = await client.GetRunAsync(started.RunId, limit.Token);
        }
        Assert.Equal("finished", run.Status);
        Assert.Equal("churn/1", run.Tags["saker.model"]);
    }

    [Theory]
    [InlineData("""{"file":"../README.md"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"file":"/etc/passwd"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"file":"churn/../../saker"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"file":"churn/none.yaml"}""", HttpStatusCode.NotFound)]
    [InlineData("""{"file":"churn/data/README.md"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"file":""}""", HttpStatusCode.BadRequest)]
    [InlineData("""{}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"file":""", HttpStatusCode.BadRequest)]
    public async Task What_is_no_pipeline_file_of_the_folder_is_refused(string body, HttpStatusCode status)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await _http.PostAsync("/api/pipelines", content, Token);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.NotEqual("", (await response.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("detail").GetString());
        Assert.Empty(await new SakerClient(_http).ListRunsAsync(null, 10, Token));
    }

    [Fact]
    public async Task A_file_that_is_no_text_is_refused_in_the_caller_s_words()
    {
        using var content = new StringContent("""{"file":5}""", System.Text.Encoding.UTF8, "application/json");
        using var response = await _http.PostAsync("/api/pipelines", content, Token);

        var answer = await response.Content.ReadAsStringAsync(Token);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("must be a text", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_stops_ends_its_training()
    {
        var started = await new SakerClient(_http).TrainAsync(new TrainRequest("churn/churn.yaml"), Token);
        await _server.StopAsync(Token);
        await _server.DisposeAsync();

        using var runs = await SakerProcess.RunAsync(_folder.Path, _folder.Home, "runs", started.RunId, "--json");
        Assert.Contains(runs.Json.GetProperty("status").GetString(), new[] { "killed", "finished" });
    }

    [Fact]
    public async Task Numbers_and_several_classes_are_trained_and_answered_by_every_door()
    {
        const string sizes = "\"sepal_length_cm\":6.0,\"sepal_width_cm\":2.9,\"petal_length_cm\":4.5";
        var petal = await TrainAsync("iris/petal.yaml");
        var flowers = await TrainAsync("iris/species.yaml");
        Assert.Contains("<dt>Root mean squared error</dt>", await _http.GetStringAsync($"/runs/{petal}", Token), StringComparison.Ordinal);
        Assert.Contains("<dt>F1, macro</dt>", await _http.GetStringAsync($"/runs/{flowers}", Token), StringComparison.Ordinal);

        var number = (await AskAsync("/api/endpoints/iris-petal/predict", $$"""{"rows":[{{{sizes}},"species":"versicolor"}],"explain":true}"""));
        Assert.InRange(number.GetProperty("predictions")[0].GetProperty("prediction").GetDouble(), 1, 2);
        Assert.Equal("prediction", number.GetProperty("explanation").GetProperty("output").GetString());

        var flower = $$"""{{{sizes}},"petal_width_cm":1.5}""";
        string[] members = ["label", "probability_setosa", "probability_versicolor", "probability_virginica"];
        var classes = (await AskAsync("/api/endpoints/iris-species/predict", $$"""{"rows":[{{flower}}]}""")).GetProperty("predictions")[0];
        var invoked = (await AskAsync("/api/endpoints/iris-species/invocations", $$"""{"dataframe_records":[{{flower}}]}""")).GetProperty("predictions")[0];
        Assert.Equal(members, classes.EnumerateObject().Select(member => member.Name));
        Assert.Equal(classes.ToString(), invoked.ToString());
        Assert.Equal("versicolor", classes.GetProperty("label").GetString());

        string[] columns = ["sepal_length_cm", "sepal_width_cm", "petal_length_cm", "petal_width_cm"];
        var tensors = string.Join(',', columns.Select(name => $$"""{"name":"{{name}}","datatype":"FP64","shape":[2,1],"data":[6,5]}"""));
        var outputs = (await AskAsync("/v2/models/iris-species/infer", $$"""{"inputs":[{{tensors}}]}""")).GetProperty("outputs");
        Assert.Equal("[2,3]", outputs[1].GetProperty("shape").GetRawText());
        Assert.Equal("probabilities", outputs[1].GetProperty("name").GetString());

        // Watching has each class as a column of its own.
        var logged = await LoggedAsync("iris-species", requests: 3);
        Assert.All(logged, request => Assert.Equal(members, request.GetProperty("rows")[0].GetProperty("outputs").EnumerateObject().Select(member => member.Name)));
        Assert.Equal(
            classes.GetProperty("probability_versicolor").GetSingle(),
            logged[^1].GetProperty("rows")[0].GetProperty("outputs").GetProperty("probability_versicolor").GetSingle(), 1e-6f);

        await ExplainAsync(flower);
    }

    // By the class that the row is answered, or by the one that is asked for by name or number.
    private async Task ExplainAsync(string flower)
    {
        var small = flower.Replace("4.5", "1.4", StringComparison.Ordinal).Replace("1.5", "0.2", StringComparison.Ordinal);
        var asked = await AskAsync("/api/endpoints/iris-species/predict", $$"""{"rows":[{{flower}},{{small}}],"explain":true}""");
        var rows = asked.GetProperty("explanation").GetProperty("rows");
        Assert.Equal(["versicolor", "setosa"], rows.EnumerateArray().Select(row => row.GetProperty("class").GetString()));
        Assert.All(rows.EnumerateArray(), row => Assert.Equal(row.GetProperty("total").GetDouble(), row.GetProperty("base").GetDouble() + row.GetProperty("factors").EnumerateArray().Sum(factor => factor.GetProperty("value").GetDouble()), 1e-6));
        var typed = await new SakerClient(_http).PredictAsync("iris-species", [JsonSerializer.Deserialize<Dictionary<string, double>>(flower)!.ToDictionary(pair => pair.Key, pair => (object?)pair.Value)], explain: true, Token);
        Assert.Equal("versicolor", typed.Explanation!.Rows[0].Class);

        const string path = "/api/models/iris-species/versions/1/explanations/";
        var named = await AskAsync(path + "values", $$"""{"rows":[{{flower}}],"class":"virginica"}""");
        var numbered = await AskAsync(path + "values", $$"""{"rows":[{{flower}}],"class":2}""");
        Assert.Equal(named.GetProperty("rows").GetRawText(), numbered.GetProperty("rows").GetRawText());
        Assert.Equal("virginica", named.GetProperty("rows")[0].GetProperty("class").GetString());
        var curve = await AskAsync(path + "dependence", """{"dataset":"iris-species/1","column":"petal_length_cm","class":"setosa","method":"partial"}""");
        Assert.Equal("setosa", curve.GetProperty("class").GetString());
        var lost = await AskAsync(path + "importance", """{"dataset":"iris-species/1","target":"species","score":"accuracy","repeats":2}""");
        Assert.Equal(("permutation", "accuracy"), (lost.GetProperty("kind").GetString(), lost.GetProperty("unit").GetString()));
        Assert.Equal("mean_abs_shap", (await AskAsync(path + "importance", """{"dataset":"iris-species/1"}""")).GetProperty("kind").GetString());
        var other = await AskAsync(path + "counterfactual", $$"""{"row":{{flower}},"dataset":"iris-species/1","label":"virginica"}""");
        Assert.Equal("virginica", other.GetProperty("found")[0].GetProperty("label").GetString());
    }

    /// <summary>Requests of the prediction log, the oldest last.</summary>
    private async Task<JsonElement[]> LoggedAsync(string endpoint, int requests)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        while (true)
        {
            using var response = await _http.GetAsync($"/api/log?endpoint={endpoint}&sampled=true", limit.Token);
            var found = (await response.JsonAsync()).GetProperty("predictions").EnumerateArray().ToArray();
            if (found.Length >= requests)
                return found;
            await Task.Delay(50, limit.Token);
        }
    }

    private async Task<string> TrainAsync(string file)
    {
        var client = new SakerClient(_http);
        var started = await client.TrainAsync(new TrainRequest(file), Token);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromMinutes(3));
        var run = await client.GetRunAsync(started.RunId, limit.Token);
        while (run.Status == "running")
        {
            await Task.Delay(50, limit.Token);
            run = await client.GetRunAsync(started.RunId, limit.Token);
        }
        Assert.Equal("finished", run.Status);
        // The run is over before the next one may start, and before its version serves.
        while (!(await client.ListEndpointsAsync(limit.Token)).Any(endpoint => file.Contains(endpoint.Name.Split('-')[1], StringComparison.Ordinal)))
            await Task.Delay(50, limit.Token);
        return started.RunId;
    }

    private async Task<JsonElement> AskAsync(string path, string body)
    {
        using var response = await _http.PostJsonAsync(path, body);
        var json = await response.JsonAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, json.ToString());
        return json;
    }
}
