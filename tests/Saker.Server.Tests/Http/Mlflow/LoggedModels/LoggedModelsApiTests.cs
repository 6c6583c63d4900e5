using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Saker.Platform.Artifacts;

namespace Saker.Server.Tests.Http.Mlflow.LoggedModels;

/// <summary>The logged models of MLflow's contract, as its clients of version 3 ask for them.</summary>
public sealed class LoggedModelsApiTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Route = "logged-models";

    [Fact]
    public async Task Model_is_made_finished_and_found_with_all_that_was_given()
    {
        var (_, text) = await SendAsync(HttpMethod.Post, Route, new { experiment_id = "0", name = "churn", model_type = "tree", source_run_id = "r1", @params = (object[])[new { key = "depth", value = "3" }], tags = (object[])[new { key = "team", value = "risk" }] });
        var info = JsonElement.Parse(text).GetProperty("model").GetProperty("info");
        var id = info.GetProperty("model_id").GetString()!;
        Assert.Matches("^m-[0-9a-f]{32}$", id);
        Assert.Equal(
            $$"""
            {
              "model": {
                "info": {
                  "model_id": "{{id}}",
                  "experiment_id": "0",
                  "name": "churn",
                  "creation_timestamp_ms": {{info.GetProperty("creation_timestamp_ms")}},
                  "last_updated_timestamp_ms": {{info.GetProperty("creation_timestamp_ms")}},
                  "artifact_uri": "mlflow-artifacts:/0/models/{{id}}/artifacts",
                  "status": "LOGGED_MODEL_PENDING",
                  "model_type": "tree",
                  "source_run_id": "r1",
                  "tags": [
                    {
                      "key": "team",
                      "value": "risk"
                    }
                  ]
                },
                "data": {
                  "params": [
                    {
                      "key": "depth",
                      "value": "3"
                    }
                  ]
                }
              }
            }
            """,
            text);
        var (status, finished) = await SendAsync(HttpMethod.Patch, $"{Route}/{id}", new { model_id = id, status = "LOGGED_MODEL_READY" });
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("LOGGED_MODEL_READY", JsonElement.Parse(finished).GetProperty("model").GetProperty("info").GetProperty("status").GetString());
        Assert.Equal(finished, (await SendAsync(HttpMethod.Get, $"{Route}/{id}")).Text);
    }

    [Fact]
    public async Task Tags_and_parameters_are_added()
    {
        var id = await CreateAsync("tagged");
        await SendAsync(HttpMethod.Patch, $"{Route}/{id}/tags", new { tags = (object[])[new { key = "a", value = "1" }, new { key = "b", value = "2" }] });
        await SendAsync(HttpMethod.Patch, $"{Route}/{id}/tags", new { tags = (object[])[new { key = "a", value = "3" }] });
        Assert.Equal("{}", (await SendAsync(HttpMethod.Delete, $"{Route}/{id}/tags/b")).Text);
        Assert.Equal("{}", (await SendAsync(HttpMethod.Post, $"{Route}/{id}/params", new { @params = (object[])[new { key = "p", value = "x" }] })).Text);
        Assert.Equal("{}", (await SendAsync(HttpMethod.Post, $"{Route}/{id}/params", new { @params = (object[])[new { key = "p", value = "x" }] })).Text);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(HttpMethod.Post, $"{Route}/{id}/params", new { @params = (object[])[new { key = "p", value = "y" }] })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(HttpMethod.Delete, $"{Route}/{id}/tags/b")).Status);
        var model = JsonElement.Parse((await SendAsync(HttpMethod.Get, $"{Route}/{id}")).Text).GetProperty("model");
        Assert.Equal("""[{"key":"a","value":"3"}]""", JsonSerializer.Serialize(model.GetProperty("info").GetProperty("tags")));
        Assert.Equal("""[{"key":"p","value":"x"}]""", JsonSerializer.Serialize(model.GetProperty("data").GetProperty("params")));
    }

    [Fact]
    public async Task Deleted_model_is_as_if_it_were_not_there()
    {
        var id = await CreateAsync("gone");
        Assert.Equal("{}", (await SendAsync(HttpMethod.Delete, $"{Route}/{id}")).Text);
        var (status, text) = await SendAsync(HttpMethod.Get, $"{Route}/{id}");
        Assert.Equal((HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST"), (status, JsonElement.Parse(text).GetProperty("error_code").GetString()));
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(HttpMethod.Delete, $"{Route}/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(HttpMethod.Patch, $"{Route}/{id}", new { status = "LOGGED_MODEL_READY" })).Status);
        Assert.Empty(await SearchAsync(new { experiment_ids = (string[])["0"], filter = "name = 'gone'" }));
    }

    [Fact]
    public async Task Models_are_searched_by_metrics_on_datasets()
    {
        var experiment = JsonElement.Parse((await SendAsync(HttpMethod.Post, "experiments/create", new { name = "logged" })).Text).GetProperty("experiment_id").GetString()!;
        var run = JsonElement.Parse((await SendAsync(HttpMethod.Post, "runs/create", new { experiment_id = experiment })).Text).GetProperty("run").GetProperty("info").GetProperty("run_id").GetString()!;
        var (one, two, none) = (await CreateAsync("one", experiment), await CreateAsync("two", experiment), await CreateAsync("none", experiment));
        await LogAsync(one, 0.9, "train", step: 0);
        await LogAsync(one, 0.5, "test", step: 0);
        await LogAsync(one, 0.6, "test", step: 1);
        await LogAsync(two, 0.7, "test", step: 0);
        string[] experiment_ids = [experiment];
        Assert.Equal([one], await SearchAsync(new { experiment_ids, filter = "metrics.auc > 0.8" }));
        Assert.Equal([two], await SearchAsync(new { experiment_ids, filter = "metrics.auc > 0.65", datasets = (object[])[new { dataset_name = "test" }] }));
        Assert.Equal([two], await SearchAsync(new { experiment_ids, filter = "metrics.auc > 0.65", datasets = (object[])[new { dataset_name = "test", dataset_digest = "d" }] }));
        Assert.Empty(await SearchAsync(new { experiment_ids, filter = "metrics.auc > 0.65", datasets = (object[])[new { dataset_name = "test", dataset_digest = "e" }] }));
        Assert.Equal([one, two, none], await SearchAsync(new { experiment_ids, order_by = (object[])[new { field_name = "metrics.auc", ascending = false }] }));
        Assert.Equal([two, one, none], await SearchAsync(new { experiment_ids, order_by = (object[])[new { field_name = "metrics.auc", ascending = false, dataset_name = "test" }] }));
        Assert.Equal([none, one, two], await SearchAsync(new { experiment_ids, order_by = (object[])[new { field_name = "name" }] }));
        Assert.Equal([two, none], await SearchAsync(new { experiment_ids, filter = "name != 'one' AND (status = 'PENDING' OR model_type = 'x')", order_by = (object[])[new { field_name = "name", ascending = false }] }));
        var metrics = JsonElement.Parse((await SendAsync(HttpMethod.Get, $"{Route}/{one}")).Text).GetProperty("model").GetProperty("data").GetProperty("metrics");
        Assert.Equal([("test", 0.6, run), ("train", 0.9, run)], metrics.EnumerateArray().Select(metric => (metric.GetProperty("dataset_name").GetString()!, metric.GetProperty("value").GetDouble(), metric.GetProperty("run_id").GetString()!)).Order());

        var page = JsonElement.Parse((await SendAsync(HttpMethod.Post, Route + "/search", new { experiment_ids, max_results = 2 })).Text);
        var rest = JsonElement.Parse((await SendAsync(HttpMethod.Post, Route + "/search", new { experiment_ids, max_results = 2, page_token = page.GetProperty("next_page_token").GetString() })).Text);
        Assert.Equal((2, 1), (page.GetProperty("models").GetArrayLength(), rest.GetProperty("models").GetArrayLength()));

        async Task LogAsync(string model, double value, string dataset, int step) => Assert.Equal("{}", (await SendAsync(
            HttpMethod.Post, "runs/log-metric", new { run_id = run, key = "auc", value, timestamp = 1, step, model_id = model, dataset_name = dataset, dataset_digest = "d" })).Text);
    }

    [Theory]
    [InlineData("/api/2.0")]
    [InlineData("/ajax-api/2.0")]
    public async Task Files_are_listed_and_given(string prefix)
    {
        var id = await CreateAsync("files");
        var artifacts = server.Server.Services.GetRequiredService<IArtifactStore>();
        var files = $"{prefix}/mlflow/{Route}/{id}/artifacts";
        Assert.Equal($"{{\n  \"root_uri\": \"mlflow-artifacts:/0/models/{id}/artifacts\"\n}}", (await GetAsync($"{files}/directories")).Text);
        await artifacts.PutAsync($"0/models/{id}/artifacts/MLmodel", new MemoryStream("a: 1"u8.ToArray()), TestContext.Current.CancellationToken);
        await artifacts.PutAsync($"0/models/{id}/artifacts/data/model.bin", new MemoryStream([1, 2]), TestContext.Current.CancellationToken);
        Assert.Equal(
            $$"""
            {
              "root_uri": "mlflow-artifacts:/0/models/{{id}}/artifacts",
              "files": [
                {
                  "path": "MLmodel",
                  "is_dir": false,
                  "file_size": 4
                },
                {
                  "path": "data",
                  "is_dir": true
                }
              ]
            }
            """,
            (await GetAsync($"{files}/directories")).Text);
        Assert.Equal(
            $$"""
            {
              "root_uri": "mlflow-artifacts:/0/models/{{id}}/artifacts",
              "files": [
                {
                  "path": "data/model.bin",
                  "is_dir": false,
                  "file_size": 2
                }
              ]
            }
            """,
            (await GetAsync($"{files}/directories?artifact_directory_path=data")).Text);
        using var file = await server.Http.GetAsync($"{files}/files?artifact_file_path=MLmodel", TestContext.Current.CancellationToken);
        Assert.Equal("a: 1", await file.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(("text/plain", "attachment", "MLmodel", 4L), (file.Content.Headers.ContentType!.MediaType!, file.Content.Headers.ContentDisposition!.DispositionType, file.Content.Headers.ContentDisposition.FileName!, file.Content.Headers.ContentLength));
        Assert.Equal((HttpStatusCode.NotFound, $$"""{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"There is no artifact '0/models/{{id}}/artifacts/no'."}"""), await GetAsync($"{files}/files?artifact_file_path=no"));
        Assert.Equal((HttpStatusCode.BadRequest, """{"error_code":"INVALID_PARAMETER_VALUE","message":"Missing value for required parameter 'artifact_file_path'."}"""), await GetAsync($"{files}/files"));
        Assert.Equal((HttpStatusCode.NotFound, """{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"Logged model with ID 'm-0' not found."}"""), await GetAsync($"{prefix}/mlflow/{Route}/m-0/artifacts/directories"));
        foreach (var path in (string[])["../x", "/etc/passwd", "a/../../x", "%2e%2e/x"])
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await GetAsync($"{files}/files?artifact_file_path={Uri.EscapeDataString(path)}")).Status);
            Assert.Equal(HttpStatusCode.BadRequest, (await GetAsync($"{files}/directories?artifact_directory_path={Uri.EscapeDataString(path)}")).Status);
        }
    }

    [Fact]
    public async Task A_long_list_of_files_comes_in_pages()
    {
        await using var small = new TestServer();
        await small.StartAsync(options => options with { Backends = new Server.Hosting.BackendOptions { ArtifactLimits = new ArtifactOptions { MaxListed = 2 } } }, hasModel: false);
        using var made = await small.Http.PostAsJsonAsync($"api/2.0/mlflow/{Route}", new { experiment_id = "0", name = "long" }, TestContext.Current.CancellationToken);
        var id = JsonElement.Parse(await made.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).GetProperty("model").GetProperty("info").GetProperty("model_id").GetString()!;
        foreach (var name in (string[])["a", "b/x", "c"])
            await small.Server.Services.GetRequiredService<IArtifactStore>().PutAsync($"0/models/{id}/artifacts/{name}", new MemoryStream([1]), TestContext.Current.CancellationToken);
        var first = await small.Http.GetFromJsonAsync<JsonElement>($"api/2.0/mlflow/{Route}/{id}/artifacts/directories", TestContext.Current.CancellationToken);
        var token = Uri.EscapeDataString(first.GetProperty("next_page_token").GetString()!);
        var rest = await small.Http.GetFromJsonAsync<JsonElement>($"api/2.0/mlflow/{Route}/{id}/artifacts/directories?page_token={token}", TestContext.Current.CancellationToken);
        Assert.Equal(["a", "b"], first.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("path").GetString()!));
        Assert.Equal(["c"], rest.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("path").GetString()!));
        Assert.False(rest.TryGetProperty("next_page_token", out _));
    }

    [Fact]
    public async Task What_a_model_is_registered_as_is_told()
    {
        var id = await CreateAsync("registered");
        await SendAsync(HttpMethod.Post, "registered-models/create", new { name = "of-logged" });
        foreach (var source in (string[])[$"models:/{id}", $"models:/{id}", "models:/of-logged/1"])
            Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Post, "model-versions/create", new { name = "of-logged", source })).Status);
        await SendAsync(HttpMethod.Delete, "model-versions/delete", new { name = "of-logged", version = "2" });
        var info = JsonElement.Parse((await SendAsync(HttpMethod.Get, $"{Route}/{id}")).Text).GetProperty("model").GetProperty("info");
        Assert.Equal("""[{"name":"of-logged","version":"1"},{"name":"of-logged","version":"3"}]""", JsonSerializer.Serialize(info.GetProperty("registrations")));
    }

    [Theory]
    [InlineData("{}", "Missing value for required parameter 'experiment_id'.")]
    [InlineData("""{"experiment_id":"0","name":"a/b"}""", "cannot contain the following characters")]
    [InlineData("""{"experiment_id":"0","params":[{"key":"a"},{"key":"a"}]}""", "it is there twice")]
    [InlineData("""{"experiment_id":"0","tags":[{"value":"a"}]}""", "Missing value for required parameter 'tags[0].key'.")]
    public async Task What_cannot_be_made_is_told_so(string body, string message)
    {
        var (status, text) = await SendAsync(HttpMethod.Post, Route, JsonElement.Parse(body));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(message, JsonElement.Parse(text).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    private async Task<string> CreateAsync(string name, string experiment = "0") =>
        JsonElement.Parse((await SendAsync(HttpMethod.Post, Route, new { experiment_id = experiment, name })).Text).GetProperty("model").GetProperty("info").GetProperty("model_id").GetString()!;

    private async Task<string[]> SearchAsync(object body)
    {
        var (status, text) = await SendAsync(HttpMethod.Post, Route + "/search", body);
        Assert.True(status == HttpStatusCode.OK, text);
        return JsonElement.Parse(text).TryGetProperty("models", out var models) ? [.. models.EnumerateArray().Select(model => model.GetProperty("info").GetProperty("model_id").GetString()!)] : [];
    }

    private async Task<(HttpStatusCode Status, string Text)> GetAsync(string path)
    {
        using var response = await server.Http.GetAsync(path, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private async Task<(HttpStatusCode Status, string Text)> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, "api/2.0/mlflow/" + path) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
