using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Saker.Client;
using Saker.Data;
using Saker.Data.Profiles;
using Saker.Platform.Datasets;
using Saker.Platform.Identity;
using Saker.Platform.Serving.Lifecycle;
using Saker.Server.Tests.Http.Access;
using Saker.Testing.Toys;

namespace Saker.Server.Tests.Http.Registry;

/// <summary>Gates over HTTP with access on: who may judge, require, release and override.</summary>
public sealed class GatesApiTests : IAsyncLifetime
{
    private readonly GuardedServer _server = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        await _server.Inner.DeployAsync("other", "churn", Cancellation);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Alias_that_requires_gates_refuses_by_every_door_and_an_admin_overrides_with_a_reason()
    {
        var (admin, deployer) = (Client(Role.Admin), Client(Role.Deployer));
        Assert.Equal(HttpStatusCode.Forbidden, (await Assert.ThrowsAsync<SakerClientException>(() => deployer.RequireGatesAsync("churn", "champion", new RequireGatesRequest(), Cancellation))).Status);
        var required = await admin.RequireGatesAsync("churn", "champion", new RequireGatesRequest(), Cancellation);
        Assert.Equal(("champion", "admin"), Assert.Single(required.GateRequirements!) is var requirement ? (requirement.Alias, requirement.Role) : default);

        var refused = await Assert.ThrowsAsync<SakerClientException>(() => deployer.SetAliasAsync("churn", "champion", 1, Cancellation));
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("it is not judged", refused.Message, StringComparison.Ordinal);
        foreach (var (method, path, body) in Mlflow(from: 2))
        {
            using var answer = await SendAsync(Role.Deployer, method, path, body, overrideReason: null);
            Assert.True(answer.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.BadRequest, $"{path} answered {answer.StatusCode}");
            Assert.Contains("not judged", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
            using var forbidden = await SendAsync(Role.Deployer, method, path, body, "please");
            Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        }

        var overridden = new AliasRequest(1) { Evidence = "incident 12", Override = "the new one is down" };
        Assert.Equal(HttpStatusCode.Forbidden, (await Assert.ThrowsAsync<SakerClientException>(() => deployer.SetAliasAsync("churn", "champion", overridden, Cancellation))).Status);
        Assert.Equal(1, (await admin.SetAliasAsync("churn", "champion", overridden, Cancellation)).Aliases["champion"]);
        var move = (await admin.GetAliasHistoryAsync("churn", "champion", null, Cancellation)).Moves[0];
        Assert.Equal(("admin", "incident 12", "the new one is down"), (move.By, move.Evidence, move.Override));
        var audit = await admin.ListAuditAsync(null, 50, Cancellation);
        Assert.Contains(audit.Entries, entry => entry is { Act: "alias.move", Actor: "admin" } && entry.Detail?.Contains("gates overridden: the new one is down", StringComparison.Ordinal) == true);
        Assert.Contains(audit.Entries, entry => entry is { Act: "gates.require", Actor: "admin" });

        foreach (var (method, path, body) in Mlflow(from: 1))
        {
            using var answer = await SendAsync(Role.Admin, method, path, body, "seen by hand");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
        Assert.Equal("seen by hand", (await admin.GetAliasHistoryAsync("churn", "champion", null, Cancellation)).Moves[0].Override);
        Assert.Equal("seen by hand", (await admin.GetModelAsync("churn", Cancellation)).Versions.Single(version => version.Version == 1).StageOverride);
        Assert.Empty((await admin.ReleaseGatesAsync("churn", "champion", Cancellation)).GateRequirements!);
        Assert.Equal(HttpStatusCode.NotFound, (await Assert.ThrowsAsync<SakerClientException>(() => admin.ReleaseGatesAsync("churn", "champion", Cancellation))).Status);
    }

    [Fact]
    public async Task Taking_an_alias_away_and_deploying_by_number_need_what_its_move_needs()
    {
        var admin = Client(Role.Admin);
        await admin.RequireGatesAsync("churn", "champion", new RequireGatesRequest(), Cancellation);
        foreach (var (method, path, body) in new[] { (HttpMethod.Delete, "api/models/churn/aliases/champion", ""), (HttpMethod.Delete, "api/2.0/mlflow/registered-models/alias", """{"name":"churn","alias":"champion"}""") })
        {
            using var refused = await SendAsync(Role.Deployer, method, path, body, overrideReason: null);
            Assert.True(refused.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.BadRequest, $"{path} answered {refused.StatusCode}");
            Assert.Contains("churn@champion requires gates", await refused.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        }
        using var removed = await SendAsync(Role.Admin, HttpMethod.Delete, "api/models/churn/aliases/champion", "", "the model is retired");
        Assert.Equal(HttpStatusCode.OK, removed.StatusCode);
        Assert.Equal("the model is retired", (await admin.GetAliasHistoryAsync("churn", "champion", null, Cancellation)).Moves[0].Override);

        const string Deploy = """{"name":"live","model":"churn/1"}""";
        using var unjudged = await SendAsync(Role.Deployer, HttpMethod.Post, "api/endpoints", Deploy, overrideReason: null);
        Assert.Equal(HttpStatusCode.Conflict, unjudged.StatusCode);
        const string Overridden = """{"name":"live","model":"churn/1","override":"the other is down"}""";
        using var forbidden = await SendAsync(Role.Deployer, HttpMethod.Post, "api/endpoints", Overridden, overrideReason: null);
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        using var deployed = await SendAsync(Role.Admin, HttpMethod.Post, "api/endpoints", Overridden, overrideReason: null);
        Assert.Equal(HttpStatusCode.OK, deployed.StatusCode);
        Assert.Contains((await admin.ListAuditAsync(null, 50, Cancellation)).Entries, entry => entry is { Act: "endpoint.deploy", Detail: "gates overridden: the other is down", Actor: "admin" });
    }

    [Fact]
    public async Task Registration_that_requires_gates_refuses_what_comes_unjudged()
    {
        await RegisterToyAsync();
        await AddRowsAsync();
        var (admin, deployer) = (Client(Role.Admin), Client(Role.Deployer));
        Assert.True(Assert.Single((await admin.RequireGatesAsync("toy", null, new RequireGatesRequest { Registration = true }, Cancellation)).GateRequirements!).Registration);
        const string Register = """{"name":"toy","source":"dbfs:/somewhere/else"}""";
        using var refused = await SendAsync(Role.Deployer, HttpMethod.Post, "api/2.0/mlflow/model-versions/create", Register, overrideReason: null);
        Assert.Contains("POST /api/models/toy/candidates", await refused.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        using var overridden = await SendAsync(Role.Admin, HttpMethod.Post, "api/2.0/mlflow/model-versions/create", Register, "a hot fix");
        Assert.Equal(HttpStatusCode.OK, overridden.StatusCode);
        Assert.Equal("a hot fix", (await admin.GetModelAsync("toy", Cancellation)).Versions.Single(version => version.Version == 2).RegistrationOverride);
        var none = new JudgeCandidateRequest("runs:/none/model", "rows/1") { Gates = JsonNode.Parse("""{"size":{"max_mib":1}}""")!.AsObject(), Target = "left", Positive = "yes" };
        Assert.Contains("no run 'none'", (await Assert.ThrowsAsync<SakerClientException>(() => deployer.JudgeCandidateAsync("toy", none, Cancellation))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_is_judged_on_a_dataset_and_may_then_become_the_champion()
    {
        var (admin, deployer, viewer) = (Client(Role.Admin), Client(Role.Deployer), Client(Role.Viewer));
        var version = await RegisterToyAsync();
        await AddRowsAsync();
        await admin.RequireGatesAsync("toy", null, new RequireGatesRequest(), Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, (await Assert.ThrowsAsync<SakerClientException>(() => viewer.GetVerdictAsync("toy", "1", Cancellation))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Assert.ThrowsAsync<SakerClientException>(() => viewer.JudgeAsync("toy", "1", Request("""{"size":{"max_mib":1}}"""), Cancellation))).Status);

        var failed = await deployer.JudgeAsync("toy", "1", Request("""{"size":{"max_mib":0.00000001},"latency":{"p99_ms":10000,"calls":100}}"""), Cancellation);
        Assert.Equal((false, "deployer"), (failed.Passed, failed.By));
        Assert.Equal(["size"], failed.Failed);
        Assert.Contains("did not pass size", (await Assert.ThrowsAsync<SakerClientException>(() => deployer.SetAliasAsync("toy", "champion", version, Cancellation))).Message, StringComparison.Ordinal);
        // Asking something else does not heal it; an admin has that judged no more by requiring gates of their own choice.
        Assert.True((await deployer.JudgeAsync("toy", "1", Request("""{"size":{"max_mib":1}}"""), Cancellation)).Passed);
        Assert.Equal(HttpStatusCode.Conflict, (await Assert.ThrowsAsync<SakerClientException>(() => deployer.SetAliasAsync("toy", "champion", version, Cancellation))).Status);
        var gates = JsonNode.Parse("""{"size":{"max_mib":1}}""")!.AsObject();
        Assert.Equal("target", Assert.Single((await Assert.ThrowsAsync<SakerClientException>(() => admin.RequireGatesAsync("toy", null, new RequireGatesRequest { Gates = gates }, Cancellation))).Errors).Field);
        var pinned = new RequireGatesRequest { Gates = gates, Target = "left", Positive = "yes", Dataset = "rows" };
        var required = Assert.Single((await admin.RequireGatesAsync("toy", null, pinned, Cancellation)).GateRequirements!);
        Assert.Equal(("left", "yes", "rows"), (required.Target, required.Positive, required.Dataset));
        Assert.True((await deployer.JudgeAsync("toy", "1", Request("""{"size":{"max_mib":1}}""") with { Positive = "no" }, Cancellation)).Passed);
        // The required gates are asked of the required answers, which may be said again and not otherwise.
        Assert.Equal("positive", Assert.Single((await Assert.ThrowsAsync<SakerClientException>(() => deployer.JudgeAsync("toy", "1", new JudgeRequest("rows/1") { Target = "left", Positive = "no" }, Cancellation))).Errors).Field);
        var passed = await deployer.JudgeAsync("toy", "1", new JudgeRequest("rows/1") { Target = "left", Positive = "yes" }, Cancellation);
        Assert.Equal((true, "left", "yes", "rows/1"), (passed.Passed, passed.Target, passed.Positive, passed.Dataset));
        Assert.Equal("size", (string?)passed.Report!["gates"]![0]!["name"]);
        Assert.Equal(version, (await deployer.SetAliasAsync("toy", "champion", version, Cancellation)).Aliases["champion"]);
        Assert.Equal(passed.Id, (await viewer.GetVerdictAsync("toy", "1", Cancellation)).Id);

        var page = await _server.As(Role.Viewer).GetStringAsync("/models/toy/1", Cancellation);
        Assert.Contains("All gates are passed.", page, StringComparison.Ordinal);
        Assert.Contains("at most 1 MiB", page, StringComparison.Ordinal);
        Assert.Contains("Every alias moves only to versions that passed the gates", await _server.As(Role.Viewer).GetStringAsync("/models/toy", Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gates_that_cannot_be_asked_are_told_all_at_once()
    {
        await RegisterToyAsync();
        await AddRowsAsync();
        var deployer = Client(Role.Deployer);
        var unknown = await RefusedAsync("""{"scores":{"roc":{"min":1}},"size":{}}""");
        Assert.Contains("gates.scores.roc", unknown, StringComparison.Ordinal);
        Assert.Contains("gates.size.max_mib", unknown, StringComparison.Ordinal);
        var missing = await RefusedAsync("""{"segments":[{"column":"region","score":"f1","min":0.1},{"column":"left","score":"f1","min":0.1}]}""");
        Assert.Contains("gates.segments.region.f1", missing, StringComparison.Ordinal);
        Assert.Contains("gates.segments.left.f1", missing, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await Assert.ThrowsAsync<SakerClientException>(() => deployer.JudgeAsync("toy", "1", Request("""{"size":{"max_mib":1}}""") with { Dataset = "none/1" }, Cancellation))).Status);
    }

    [Fact]
    public async Task Only_an_admin_may_have_a_pipeline_register_in_spite_of_its_gates()
    {
        var body = """{"file":"none.yaml","overrideGates":"because"}""";
        using var refused = await SendAsync(Role.Deployer, HttpMethod.Post, "api/pipelines", body, null);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        using var allowed = await SendAsync(Role.Admin, HttpMethod.Post, "api/pipelines", body, null);
        Assert.Equal(HttpStatusCode.NotFound, allowed.StatusCode);
    }

    /// <summary>MLflow's doors: the champion, which is <paramref name="from"/>, becomes the other version, and one comes to production.</summary>
    private static IEnumerable<(HttpMethod Method, string Path, string Body)> Mlflow(int from) =>
    [
        (HttpMethod.Post, "api/2.0/mlflow/registered-models/alias", $$"""{"name":"churn","alias":"champion","version":"{{3 - from}}"}"""),
        (HttpMethod.Post, "api/2.0/mlflow/model-versions/transition-stage", """{"name":"churn","version":"1","stage":"Production","archive_existing_versions":false}"""),
    ];

    private static JudgeRequest Request(string gates) => new("rows/1") { Gates = JsonNode.Parse(gates)!.AsObject(), Target = "left", Positive = "yes" };

    private async Task<string> RefusedAsync(string gates)
    {
        using var answer = await SendAsync(Role.Deployer, HttpMethod.Post, "api/models/toy/versions/1/gates", $$"""{"dataset":"rows/1","target":"left","positive":"yes","gates":{{gates}}}""", overrideReason: null);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Cancellation);
    }

    private SakerClient Client(Role role) => new(_server.As(role));

    private async Task<HttpResponseMessage> SendAsync(Role role, HttpMethod method, string path, string body, string? overrideReason)
    {
        using var message = new HttpRequestMessage(method, path) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        if (overrideReason is not null)
            message.Headers.Add("Saker-Override", overrideReason);
        return await _server.As(role).SendAsync(message, Cancellation);
    }

    private async Task<int> RegisterToyAsync()
    {
        var import = _server.Inner.Server.Services.GetRequiredService<ModelImport>();
        return (await import.ImportAsync(new ModelImportRequest { Model = "toy", Graph = ToyChurn.Graph().ToBytes() }, Cancellation)).Version;
    }

    private async Task AddRowsAsync()
    {
        List<Column> columns = [.. ToyChurn.Signature.Inputs.Select(Filled), Column.Of<string>("left", new[] { "yes", "no", "yes", "no" })];
        var rows = new Table(columns);
        await _server.Inner.Server.Services.GetRequiredService<IDatasetStore>().AddAsync("rows", rows, Profile.Of(rows), "made up", Cancellation);
    }

    private static Column Filled(Learning.Models.SignatureColumn input) => input.Type == ColumnType.Text
        ? Column.Of<string>(input.Name, new[] { "a", "b", "a", "b" })
        : Column.Of<double>(input.Name, new[] { 1.0, 2, 3, 4 });
}
