using System.Net;
using Saker.Platform.Identity;
using Saker.Server.Tests.Http.Access;

namespace Saker.Server.Tests.Http.Mlflow.Registry;

/// <summary>MLflow's routes of model versions, document for document.</summary>
public sealed class ModelVersionsApiTests(TestServer server) : IClassFixture<TestServer>
{
    private RegistryClient Api => new(server.Http);

    [Fact]
    public async Task Version_is_made_read_changed_and_deleted()
    {
        await MakeAsync("versions");
        var run = await RunAsync();
        await Api.AnswersAsync("POST", "model-versions/create", """{"name":"versions","source":"s3://b/m","run_id":"RUN","run_link":"http://x/y","description":"d","tags":[{"key":"k","value":"v"}],"model_id":"m-1"}""".Replace("RUN", run, StringComparison.Ordinal),
            $$"""{"model_version":{{Fields(Run(run) + """ "description":"d","tags":[{"key":"k","value":"v"}],"model_id":"m-1" """)}}}""");
        await Api.AnswersAsync("PATCH", "model-versions/update", """{"name":"versions","version":"1","description":"e"}""",
            $$"""{"model_version":{{Fields(Run(run) + """ "description":"e","tags":[{"key":"k","value":"v"}],"model_id":"m-1" """)}}}""");
        await Api.AnswersAsync("POST", "model-versions/set-tag", """{"name":"versions","version":"1","key":"k","value":"w"}""", "{}");
        await Api.AnswersAsync("DELETE", "model-versions/delete-tag?name=versions&version=1&key=k", null, "{}");
        await Api.AnswersAsync("GET", "model-versions/get?name=versions&version=1", null,
            $$"""{"model_version":{{Fields(Run(run) + """ "description":"e","model_id":"m-1" """)}}}""");
        await Api.AnswersAsync("GET", "model-versions/get-download-uri?name=versions&version=1", null, """{"artifact_uri":"s3://b/m"}""");
        await Api.AnswersAsync("DELETE", "model-versions/delete", """{"name":"versions","version":"1"}""", "{}");
        await Api.RefusesAsync("GET", "model-versions/get?name=versions&version=1", null, "RESOURCE_DOES_NOT_EXIST", "Model Version (name=versions, version=1) not found");
        await Api.AnswersAsync("POST", "model-versions/create", """{"name":"versions","source":"s3://b/m"}""", RegisteredModelsApiTests.Version("versions", 2));
    }

    [Fact]
    public async Task What_is_wrong_is_told()
    {
        await MakeAsync("wrong");
        await Api.RefusesAsync("POST", "model-versions/create", """{"name":"none","source":"s3://b/m"}""", "RESOURCE_DOES_NOT_EXIST", "There is no model 'none'.");
        await Api.RefusesAsync("POST", "model-versions/create", """{"name":"wrong","source":"/etc/passwd"}""", "INVALID_PARAMETER_VALUE",
            "Invalid model version source: '/etc/passwd'. To use a local path as a model version source, the run_id request parameter has to be specified and the local path has to be contained within the artifact directory of the run specified by the run_id.");
        await Api.RefusesAsync("GET", "model-versions/get?name=wrong&version=x", null, "INVALID_PARAMETER_VALUE", "Invalid value \"x\" for parameter 'version' supplied: it must be the number of a version, such as 3.");
        await Api.RefusesAsync("DELETE", "model-versions/delete", """{"name":"wrong","version":"1"}""", "RESOURCE_DOES_NOT_EXIST", "Model 'wrong' has no version 1, nor any other.");
        await Api.AnswersAsync("POST", "model-versions/create", """{"name":"wrong","source":"s3://b/m"}""", RegisteredModelsApiTests.Version("wrong", 1));
        await Api.RefusesAsync("POST", "model-versions/transition-stage", """{"name":"wrong","version":"1","stage":"Archived","archive_existing_versions":true}""", "INVALID_PARAMETER_VALUE",
            "Model version transition cannot archive existing model versions because 'Archived' is not an Active stage. Valid stages are Staging, Production");
        await Api.RefusesAsync("GET", "model-versions/search?max_results=200001", null, "INVALID_PARAMETER_VALUE", "Invalid value 200001 for parameter 'max_results' supplied: it must be between 1 and 200000.");
    }

    [Theory]
    [InlineData("models:/m-nope", null, "Logged model with ID 'm-nope' not found.")]
    [InlineData("runs:/ffffffffffffffffffffffffffffffff/model", null, "Run with id=ffffffffffffffffffffffffffffffff not found")]
    [InlineData("s3://b/m", "ffffffffffffffffffffffffffffffff", "Run with id=ffffffffffffffffffffffffffffffff not found")]
    public async Task Source_that_is_not_there_does_not_exist(string source, string? run, string message)
    {
        var name = $"lost {source.Length}{run?.Length}";
        await MakeAsync(name);
        await Api.RefusesAsync("POST", "model-versions/create", $$"""{"name":"{{name}}","source":"{{source}}"{{(run is null ? "" : $",\"run_id\":\"{run}\"")}} }""", "RESOURCE_DOES_NOT_EXIST", message);
        await Api.AnswersAsync("GET", "model-versions/search?filter=" + Uri.EscapeDataString($"name='{name}'"), null, "{}");
    }

    [Fact]
    public async Task Files_of_a_version_are_fetched_from_an_address_that_nobody_can_write_to()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var version = await server.DeployAsync("own", "own files", cancellation);
        await Api.AnswersAsync("GET", "model-versions/get-download-uri?name=own%20files&version=1", null, """{"artifact_uri":"mlflow-artifacts:/registered-models/own files/1"}""");
        const string artifacts = "/api/2.0/mlflow-artifacts/artifacts";
        Assert.Equal("""{"files":[{"path":"model.onnx","is_dir":false,"file_size":SIZE}]}""".Replace("SIZE", $"{new FileInfo(Path.Combine(version.Folder!, "model.onnx")).Length}", StringComparison.Ordinal),
            System.Text.Json.Nodes.JsonNode.Parse(await server.Http.GetStringAsync($"{artifacts}?path=registered-models/own%20files/1", cancellation))!.ToJsonString());
        var address = $"{artifacts}/registered-models/own%20files/1/model.onnx";
        var content = await server.Http.GetByteArrayAsync(address, cancellation);
        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(version.Folder!, "model.onnx"), cancellation), content);

        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(server.Http, HttpMethod.Put, address, "other"));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(server.Http, HttpMethod.Delete, address));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(server.Http, HttpMethod.Delete, $"{artifacts}/registered-models"));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(server.Http, HttpMethod.Post, "/api/2.0/mlflow-artifacts/mpu/create/registered-models/own%20files/1", """{"path":"model.onnx","num_parts":1}"""));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(server.Http, HttpMethod.Get, $"{artifacts}/registered-models/own%20files/2/model.onnx"));
        Assert.Equal(content, await server.Http.GetByteArrayAsync(address, cancellation));
    }

    [Fact]
    public async Task Deleting_artifacts_and_logged_models_is_noted()
    {
        var cancellation = TestContext.Current.CancellationToken;
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server.Http, HttpMethod.Put, "/api/2.0/mlflow-artifacts/artifacts/0/noted/model.bin", "x"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server.Http, HttpMethod.Delete, "/api/2.0/mlflow-artifacts/artifacts/0/noted"));
        await StatusAsync(server.Http, HttpMethod.Delete, "/api/2.0/mlflow/logged-models/m-noted");
        var acts = (await new Client.SakerClient(server.Http).ListAuditAsync(null, 10, cancellation)).Entries.Select(entry => $"{entry.Act} {entry.Target} {entry.Outcome}").ToList();
        Assert.Contains("artifacts.delete 0/noted done", acts);
        Assert.Contains("logged-model.delete m-noted failed", acts);
    }

    [Fact]
    public async Task Endpoint_that_follows_a_protected_alias_is_not_turned_elsewhere_by_a_deployer()
    {
        await using var guarded = new GuardedServer();
        await guarded.InitializeAsync();
        using var deployer = guarded.As(Role.Deployer);
        using var admin = guarded.As(Role.Admin);
        var cancellation = TestContext.Current.CancellationToken;
        await guarded.Inner.DeployAsync("other", "churn", cancellation);
        await new Client.SakerClient(admin).ProtectAliasAsync("churn", "champion", new Client.ProtectRequest("admin"), cancellation);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(deployer, HttpMethod.Post, "/api/endpoints", """{"name":"live","model":"churn@champion"}"""));

        using var refused = await deployer.PostAsync("/api/endpoints", new StringContent("""{"name":"live","model":"churn/1"}""", System.Text.Encoding.UTF8, "application/json"), cancellation);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains("asks for approval", await refused.Content.ReadAsStringAsync(cancellation), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(deployer, HttpMethod.Post, "/api/endpoints", """{"name":"live","model":"churn@champion"}"""));
        Assert.Equal(HttpStatusCode.Conflict, await StatusAsync(deployer, HttpMethod.Patch, "/api/models/churn", """{"name":"old"}"""));
        Assert.Equal(HttpStatusCode.Conflict, await StatusAsync(deployer, HttpMethod.Delete, "/api/models/churn"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(admin, HttpMethod.Post, "/api/endpoints", """{"name":"live","model":"churn/1"}"""));
    }

    [Fact]
    public async Task Search_finds_versions_by_name_run_and_tag()
    {
        await MakeAsync("found");
        await Api.AnswersAsync("POST", "model-versions/create", """{"name":"found","source":"s3://b/m"}""", RegisteredModelsApiTests.Version("found", 1));
        await Api.AnswersAsync("POST", "model-versions/create", """{"name":"found","source":"s3://b/m"}""", RegisteredModelsApiTests.Version("found", 2));
        await Api.AnswersAsync("GET", "model-versions/search?filter=" + Uri.EscapeDataString("name='found'"), null,
            $$"""{"model_versions":[{{RegisteredModelsApiTests.Fields("found", 2)}},{{RegisteredModelsApiTests.Fields("found", 1)}}]}""");
        await Api.AnswersAsync("GET", "model-versions/search?order_by=version_number%20ASC&filter=" + Uri.EscapeDataString("name='found' and source_path LIKE 's3:%'"), null,
            $$"""{"model_versions":[{{RegisteredModelsApiTests.Fields("found", 1)}},{{RegisteredModelsApiTests.Fields("found", 2)}}]}""");
        await Api.AnswersAsync("GET", "model-versions/search?filter=" + Uri.EscapeDataString("run_id='none'"), null, "{}");
    }

    [Fact]
    public async Task Protected_alias_is_denied_with_the_request_that_waits_and_moves_when_an_admin_approves()
    {
        await using var guarded = new GuardedServer();
        await guarded.InitializeAsync();
        using var deployer = guarded.As(Role.Deployer);
        using var admin = guarded.As(Role.Admin);
        var asAdmin = new Client.SakerClient(admin);
        var cancellation = TestContext.Current.CancellationToken;
        await guarded.Inner.DeployAsync("other", "churn", cancellation);
        await asAdmin.ProtectAliasAsync("churn", "champion", new Client.ProtectRequest("admin"), cancellation);

        using var refused = await deployer.PostAsync("/api/2.0/mlflow/registered-models/alias", new StringContent("""{"name":"churn","alias":"champion","version":"1"}"""), cancellation);
        var told = await refused.Content.ReadAsStringAsync(cancellation);
        var request = Assert.Single(await asAdmin.ListApprovalsAsync("churn", all: false, cancellation));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains("PERMISSION_DENIED", told, StringComparison.Ordinal);
        Assert.Contains($"saker models approve {request.Id}", told, StringComparison.Ordinal);
        Assert.Equal(("deployer", 2, 1, "waiting"), (request.By, request.From, request.To, request.State));
        Assert.Equal(HttpStatusCode.Forbidden, (await Assert.ThrowsAsync<Client.SakerClientException>(() => new Client.SakerClient(deployer).ApproveAsync(request.Id, null, cancellation))).Status);

        using var foreign = new HttpRequestMessage(HttpMethod.Post, $"/api/models/approvals/{request.Id}/approve") { Content = new FormUrlEncodedContent([new("reason", "ok")]) };
        using var notOurs = await admin.SendAsync(foreign, cancellation);
        Assert.Equal(HttpStatusCode.Forbidden, notOurs.StatusCode);
        Assert.Equal("approved", (await asAdmin.ApproveAsync(request.Id, "ok", cancellation)).State);
        var history = await asAdmin.GetAliasHistoryAsync("churn", "champion", null, cancellation);
        Assert.Equal(("deployer", "admin", 1), (history.Moves[0].By, history.Moves[0].ApprovedBy.Single(), history.Moves[0].To));
        var acts = (await asAdmin.ListAuditAsync(null, 10, cancellation)).Entries.Select(entry => $"{entry.Act} {entry.Actor} {entry.Outcome}").ToList();
        Assert.Contains("alias.move deployer failed", acts);
        Assert.Contains("alias.approve admin done", acts);
        Assert.Contains("alias.protect admin done", acts);
    }

    private static string Run(string id) => $$"""
        ,"run_id":"{{id}}","run_link":"http://x/y",
        """;

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private async Task<string> RunAsync()
    {
        var experiment = await server.Experiments.GetOrCreateAsync("versions", TestContext.Current.CancellationToken);
        return (await server.Experiments.StartRunAsync(experiment.Id, "r", null, TestContext.Current.CancellationToken)).Id.Value;
    }

    private static string Fields(string more) => RegisteredModelsApiTests.Fields("versions", 1, more);

    private Task MakeAsync(string name) => Api.AnswersAsync("POST", "registered-models/create", $$"""{"name":"{{name}}"}""", $$"""{"registered_model":{"name":"{{name}}"} }""");
}
