using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Saker.Client;
using Saker.Testing;

namespace Saker.Server.Tests.Http;

/// <summary>A search whose trials are evaluated by a client.</summary>
public sealed class StudiesApiTests(TestServer server) : IClassFixture<TestServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private StudiesClient Studies => server.Client.Studies;

    [Fact]
    public async Task A_report_without_a_value_is_refused_and_asking_needs_no_body()
    {
        using var made = await server.Http.PostAsync("/api/studies", Json("""{"name":"bodyless","space":{"x":{"from":-2,"to":2}}}"""), Token);
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        using var asked = await server.Http.PostAsync("/api/studies/bodyless/ask", null, Token);
        Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
        using var reported = await server.Http.PostAsync("/api/studies/bodyless/trials/0/report", Json("""{"step":3}"""), Token);
        Assert.Equal(HttpStatusCode.BadRequest, reported.StatusCode);
        Assert.Contains("value", await reported.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);

        static StringContent Json(string text) => new(text, System.Text.Encoding.UTF8, "application/json");
    }

    [Fact]
    public async Task The_study_of_the_documentation_is_made_asked_and_told()
    {
        using var made = await PostAsync("/api/studies", await DocumentedStudyAsync());
        Assert.True(made.StatusCode == HttpStatusCode.Created, await made.Content.ReadAsStringAsync(Token));

        for (var i = 0; i < 30; i++)
        {
            var trial = (await Studies.AskAsync("rosenbrock", new AskRequest { MaxTrials = 30 }, Token))!;
            Assert.Equal(trial.Parameters["method"].GetString() == "damped", trial.Parameters.ContainsKey("damping"));
            var (x, y) = (trial.Parameters["x"].GetDouble(), trial.Parameters["y"].GetDouble());
            var value = Math.Pow(1 - x, 2) + 100 * Math.Pow(y - x * x, 2);
            var told = await Studies.ReportAsync("rosenbrock", trial.Number, new TrialReportInfo(1, value), Token)
                ? await Studies.TellAsync("rosenbrock", trial.Number, new TellRequest { State = "pruned" }, Token)
                : await Studies.TellAsync("rosenbrock", trial.Number, new TellRequest { Value = value }, Token);
            Assert.True(told.State is "complete" or "pruned");
        }

        Assert.Null(await Studies.AskAsync("rosenbrock", new AskRequest { MaxTrials = 30 }, Token));
        var study = await Studies.GetAsync("rosenbrock", Token);
        Assert.Equal((30, 30), (study.TrialCount, study.CompleteCount + study.PrunedCount));
        Assert.True(study.PrunedCount > 0);
        Assert.Equal(study.Trials!.Where(trial => trial.Value is not null).Min(trial => trial.Value), study.BestValue);
        Assert.All(study.Trials!, trial => Assert.Equal(1, Assert.Single(trial.Reports!).Step));
        Assert.Equal("tpe", study.Settings.GetProperty("sampler").GetProperty("name").GetString());
        Assert.Contains("rosenbrock", (await Studies.ListAsync(Token)).Select(one => one.Name));
        var run = await server.Client.GetRunAsync(study.Trials![0].Run!, Token);
        Assert.Equal(study.Run, run.ParentId);
        var importance = await Studies.GetImportanceAsync("rosenbrock", Token);
        Assert.Equal(4, importance.Parameters.Count);
        Assert.NotEmpty(importance.Statement);

        var page = await server.Http.GetStringAsync("/studies/rosenbrock", Token);
        Assert.Contains("damping", page, StringComparison.Ordinal);
        Assert.Contains("Importance", page, StringComparison.Ordinal);
        Assert.Contains("/studies/rosenbrock", await server.Http.GetStringAsync("/studies", Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_a_study_is_told_at_once()
    {
        using var answer = await PostAsync("/api/studies", """{"name":"a b","direction":"up","sampler":"best","pruner":"hyperband","spce":{},"space":{"x":{"from":1,"to":0}}}""");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var said = await answer.Content.ReadAsStringAsync(Token);
        Assert.All((string[])["name", "direction", "sampler", "pruner.max_steps", "spce", "space.x.to"], field => Assert.Contains(field, said, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("tell", "{}", HttpStatusCode.BadRequest)]
    [InlineData("tell", """{"state":"pruned","value":1}""", HttpStatusCode.BadRequest)]
    [InlineData("tell", """{"state":"done"}""", HttpStatusCode.BadRequest)]
    [InlineData("report", """{"step":-1,"value":1}""", HttpStatusCode.BadRequest)]
    public async Task A_body_that_says_nothing_clear_changes_nothing(string call, string body, HttpStatusCode expected)
    {
        var (name, trial) = await BeginAsync();

        using var answer = await PostAsync($"/api/studies/{name}/trials/{trial}/{call}", body);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal("running", (await Studies.GetAsync(name, Token)).Trials![trial].State);
    }

    [Fact]
    public async Task A_trial_ends_once_and_a_failure_keeps_its_reason()
    {
        var (name, trial) = await BeginAsync();

        var failed = await Studies.TellAsync(name, trial, new TellRequest { State = "failed", Reason = "out of memory" }, Token);

        Assert.Equal(("failed", "out of memory"), (failed.State, failed.Reason));
        using var again = await PostAsync($"/api/studies/{name}/trials/{trial}/tell", """{"value":1}""");
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        using var unknown = await PostAsync($"/api/studies/{name}/trials/99/tell", """{"value":1}""");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        using var nowhere = await PostAsync("/api/studies/nowhere/ask", "{}");
        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
    }

    [Fact]
    public async Task A_value_that_is_no_number_makes_a_failed_trial()
    {
        var (name, trial) = await BeginAsync();

        using var answer = await PostAsync($"/api/studies/{name}/trials/{trial}/tell", """{"value":"NaN"}""");

        var told = await answer.Content.ReadFromJsonAsync(SakerJson.Default.TrialInfo, Token);
        Assert.Equal("failed", told!.State);
    }

    [Fact]
    public async Task A_point_of_the_callers_own_is_tried_where_the_space_has_it()
    {
        var (name, _) = await BeginAsync();

        var own = await Studies.AskAsync(name, new AskRequest { Parameters = new Dictionary<string, JsonElement> { ["x"] = JsonElement.Parse("0.25") } }, Token);

        Assert.Equal(0.25, own!.Parameters["x"].GetDouble());
        using var refused = await PostAsync($"/api/studies/{name}/ask", """{"parameters":{"x":7}}""");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    private async Task<(string Name, int Trial)> BeginAsync()
    {
        var name = $"s-{Guid.NewGuid():n}";
        await Studies.CreateAsync(new CreateStudyRequest { Name = name, Space = new Dictionary<string, JsonElement> { ["x"] = JsonElement.Parse("""{"from":0,"to":1}""") } }, Token);
        return (name, (await Studies.AskAsync(name, new AskRequest(), Token))!.Number);
    }

    private Task<HttpResponseMessage> PostAsync(string path, string json) => server.Http.PostAsync(path, new StringContent(json, Encoding.UTF8, "application/json"), Token);

    private static async Task<string> DocumentedStudyAsync()
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(Checkout.Root, "docs", "tuning.md"), Token);
        var mark = Array.IndexOf(lines, "<!-- example: study -->");
        Assert.True(mark >= 0, "docs/tuning.md has no example 'study'.");
        return string.Join('\n', lines.Skip(mark + 2).TakeWhile(line => line != "```"));
    }
}
