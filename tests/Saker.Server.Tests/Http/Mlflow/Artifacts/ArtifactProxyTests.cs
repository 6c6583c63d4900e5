using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Saker.Platform.Artifacts;
using Saker.Platform.Experiments;
using Saker.Platform.Registry;
using Saker.Platform.Storage;

namespace Saker.Server.Tests.Http.Mlflow.Artifacts;

/// <summary>MLflow's artifact routes, each with the exact answer.</summary>
public sealed class ArtifactProxyTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Base = "/api/2.0/mlflow-artifacts/artifacts";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IArtifactStore Store => server.Server.Services.GetRequiredService<IArtifactStore>();

    [Theory]
    [InlineData("/api/2.0")]
    [InlineData("/ajax-api/2.0")]
    public async Task A_file_is_put_listed_fetched_and_removed(string prefix)
    {
        var root = $"{prefix}/mlflow-artifacts/artifacts";
        var run = $"7/{Guid(prefix)}/artifacts";
        Assert.Equal((200, "{}"), await SendAsync("PUT", $"{root}/{run}/model/MLmodel", "flavors: {}"));
        Assert.Equal((200, "{}"), await SendAsync("PUT", $"{root}/{run}/notes%20of%20mine.txt", "n"));
        Assert.Equal(
            (200, """
            {
              "files": [
                {
                  "path": "model",
                  "is_dir": true
                },
                {
                  "path": "notes of mine.txt",
                  "is_dir": false,
                  "file_size": 1
                }
              ]
            }
            """),
            await SendAsync("GET", $"{root}?path={run}"));
        Assert.Equal((200, "flavors: {}"), await SendAsync("GET", $"{root}/{run}/model/MLmodel"));
        Assert.Equal((200, "{}"), await SendAsync("DELETE", $"{root}/{run}/model"));
        Assert.Equal((200, "{}"), await SendAsync("DELETE", $"{root}/{run}/model"));
        var (status, body) = await SendAsync("GET", $"{root}/{run}/model/MLmodel");
        Assert.Equal(404, status);
        Assert.Equal($$"""{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"There is no artifact '{{run}}/model/MLmodel'."}""", body);
        Assert.Equal((200, "{}"), await SendAsync("GET", $"{root}?path={run}/nothing"));
    }

    [Fact]
    public async Task A_folder_may_be_asked_for_with_a_slash_at_its_end()
    {
        var run = await server.Experiments.StartRunAsync(new ExperimentId("0"), "slash", null, Token);
        await SendAsync("PUT", $"{Base}/0/{run.Id}/artifacts/a/b.txt", "b");
        foreach (var list in (string[])[$"/api/2.0/mlflow/artifacts/list?run_id={run.Id}&path=a", $"{Base}?path=0/{run.Id}/artifacts/a"])
        {
            var plain = await SendAsync("GET", list);
            Assert.Equal(200, plain.Status);
            Assert.Contains("b.txt", plain.Body, StringComparison.Ordinal);
            Assert.Equal(plain, await SendAsync("GET", list + "/"));
            Assert.Equal(400, (await SendAsync("GET", list + "//")).Status);
        }
    }

    [Fact]
    public async Task A_download_is_never_a_page()
    {
        await SendAsync("PUT", $"{Base}/x/evil.html", "<script>alert(1)</script>");
        await SendAsync("PUT", $"{Base}/x/a%22b%0Ac", "x");
        await SendAsync("PUT", $"{Base}/x/ünï%22.bin", "x");
        using var answer = await server.Http.GetAsync($"{Base}/x/evil.html", Token);
        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("evil.html", answer.Content.Headers.ContentDisposition?.FileName);
        Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
        Assert.Contains("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal(25, answer.Content.Headers.ContentLength);
        using var named = await server.Http.GetAsync($"{Base}/x/ünï%22.bin", Token);
        Assert.Equal("application/octet-stream", named.Content.Headers.ContentType?.MediaType);
        Assert.Equal("ünï\".bin", named.Content.Headers.ContentDisposition?.FileNameStar);
    }

    [Fact]
    public async Task A_file_may_be_larger_than_other_bodies()
    {
        var bytes = new byte[24 * 1024 * 1024];
        new Random(3).NextBytes(bytes);
        using (var put = await server.Http.PutAsync($"{Base}/large/file.bin", new ByteArrayContent(bytes), Token))
            Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        await using var content = await server.Http.GetStreamAsync($"{Base}/large/file.bin", Token);
        Assert.Equal(SHA256.HashData(bytes), await SHA256.HashDataAsync(content, Token));
    }

    [Fact]
    public async Task Artifacts_of_a_run_are_listed_fetched_and_uploaded_by_its_id()
    {
        var experiment = await server.Experiments.GetOrCreateAsync("artifacts", Token);
        var run = await server.Experiments.StartRunAsync(experiment.Id, "r", null, Token);
        var id = run.Id.Value;
        Assert.Equal((200, $"{{\n  \"root_uri\": \"mlflow-artifacts:/{experiment.Id}/{id}/artifacts\"\n}}"), await SendAsync("GET", $"/api/2.0/mlflow/artifacts/list?run_id={id}"));
        Assert.Equal((200, "{}"), await SendAsync("POST", $"/ajax-api/2.0/mlflow/upload-artifact?run_uuid={id}&path=a/b.txt", "by hand"));
        Assert.Equal(
            (200, $$"""
            {
              "root_uri": "mlflow-artifacts:/{{experiment.Id}}/{{id}}/artifacts",
              "files": [
                {
                  "path": "a/b.txt",
                  "is_dir": false,
                  "file_size": 7
                }
              ]
            }
            """),
            await SendAsync("GET", $"/api/2.0/mlflow/artifacts/list?run_uuid={id}&path=a"));
        Assert.Equal((200, "by hand"), await SendAsync("GET", $"/get-artifact?run_id={id}&path=a/b.txt"));
        Assert.Equal((404, $$"""{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"Run with id=0123 not found"}"""), await SendAsync("GET", "/get-artifact?run_id=0123&path=a"));
        Assert.Equal((400, """{"error_code":"INVALID_PARAMETER_VALUE","message":"Missing value for required parameter 'run_id'."}"""), await SendAsync("GET", "/api/2.0/mlflow/artifacts/list"));
        Assert.Equal(400, (await SendAsync("GET", $"/get-artifact?run_id={id}&path=../../x")).Status);
        Assert.Equal(400, (await SendAsync("GET", $"/api/2.0/mlflow/artifacts/list?run_id={id}&path=..")).Status);
        Assert.Equal(400, (await SendAsync("GET", $"/api/2.0/mlflow/artifacts/list?run_id={id}&page_token=%21")).Status);
        using var large = new ByteArrayContent(new byte[10 * 1024 * 1024 + 1]);
        using var refused = await server.Http.PostAsync($"/ajax-api/2.0/mlflow/upload-artifact?run_uuid={id}&path=large", large, Token);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task A_model_version_gives_its_files()
    {
        var version = await server.Registry.ResolveAsync("churn", Token);
        using var answer = await server.Http.GetAsync($"/model-versions/get-artifact?name=churn&version={version.Version}&path=model.onnx", Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(version.Folder!, "model.onnx"), Token), await answer.Content.ReadAsByteArrayAsync(Token));
        Assert.Equal(404, (await SendAsync("GET", "/model-versions/get-artifact?name=churn&version=99&path=model.onnx")).Status);
        Assert.Equal(404, (await SendAsync("GET", $"/model-versions/get-artifact?name=churn&version={version.Version}&path=../x")).Status);
    }

    [Fact]
    public async Task A_version_that_cannot_be_loaded_gives_its_files_from_where_its_source_lies()
    {
        var experiment = await server.Experiments.GetOrCreateAsync("sources", Token);
        var run = await server.Experiments.StartRunAsync(experiment.Id, "r", null, Token);
        var root = $"{experiment.Id}/{run.Id}/artifacts";
        await SendAsync("PUT", $"{Base}/{root}/model/MLmodel", "flavors: {sklearn: {}}");
        await SendAsync("PUT", $"{Base}/{root}/secret.txt", "not the version's");
        await SendAsync("POST", "/api/2.0/mlflow/registered-models/create", """{"name":"sources"}""");
        Assert.Equal(200, (await SendAsync("POST", "/api/2.0/mlflow/model-versions/create", $$"""{"name":"sources","source":"runs:/{{run.Id}}/model"}""")).Status);
        Assert.Equal((200, $"{{\n  \"artifact_uri\": \"mlflow-artifacts:/{root}/model\"\n}}"), await SendAsync("GET", "/api/2.0/mlflow/model-versions/get-download-uri?name=sources&version=1"));
        Assert.Equal((200, "flavors: {sklearn: {}}"), await SendAsync("GET", "/model-versions/get-artifact?name=sources&version=1&path=MLmodel"));
        Assert.Equal((404, $$"""{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"There is no artifact '{{root}}/model/no'."}"""), await SendAsync("GET", "/model-versions/get-artifact?name=sources&version=1&path=no"));
        Assert.Equal(400, (await SendAsync("GET", "/model-versions/get-artifact?name=sources&version=1&path=../secret.txt")).Status);
        Assert.Equal(400, (await SendAsync("GET", "/model-versions/get-artifact?name=sources&version=1&path=")).Status);
        await SendAsync("POST", "/api/2.0/mlflow/model-versions/create", """{"name":"sources","source":"s3://elsewhere/model"}""");
        Assert.Equal(404, (await SendAsync("GET", "/model-versions/get-artifact?name=sources&version=2&path=MLmodel")).Status);
    }

    [Fact]
    public async Task Signed_addresses_are_not_given()
    {
        Assert.Equal(501, (await SendAsync("POST", "/api/2.0/mlflow/artifacts/presigned-upload-url", "{}")).Status);
        var (status, body) = await SendAsync("POST", "/api/2.0/mlflow/artifacts/presigned-download-url", "{}");
        Assert.Equal(501, status);
        Assert.StartsWith("""{"error_code":"NOT_IMPLEMENTED","message":""", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_artifact_that_was_tampered_with_is_refused_and_named()
    {
        await SendAsync("PUT", $"{Base}/t/weights", "the truth");
        var hash = Convert.ToHexStringLower(SHA256.HashData("the truth"u8));
        var file = Path.Combine(server.Server.Services.GetRequiredService<SakerHome>().Blobs, hash[..2], hash);
        await File.WriteAllTextAsync(file, "the tr0th", Token);
        var (status, body) = await SendAsync("GET", $"{Base}/t/weights");
        Assert.Equal(500, status);
        Assert.Contains("\"DATA_LOSS\"", body, StringComparison.Ordinal);
        Assert.Contains("'t/weights'", body, StringComparison.Ordinal);
        await SendAsync("PUT", $"{Base}/t/again", "the truth");
        Assert.Equal((200, "the truth"), await SendAsync("GET", $"{Base}/t/weights"));
    }

    [Fact]
    public async Task A_large_artifact_that_was_tampered_with_is_broken_off_before_its_end()
    {
        var bytes = new byte[3 * 1024 * 1024];
        await Store.PutAsync("t/large", new MemoryStream(bytes), Token);
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var file = Path.Combine(server.Server.Services.GetRequiredService<SakerHome>().Blobs, hash[..2], hash);
        bytes[17] = 1;
        await File.WriteAllBytesAsync(file, bytes, Token);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => server.Http.GetByteArrayAsync($"{Base}/t/large", Token));
    }

    private async Task<(int Status, string Body)> SendAsync(string method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/octet-stream") };
        using var answer = await server.Http.SendAsync(request, Token);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Token));
    }

    private static string Guid(string seed) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(seed)))[..32];
}
