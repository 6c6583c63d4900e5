using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Saker.Platform.Artifacts;

namespace Saker.Server.Tests.Http.Mlflow.Artifacts;

/// <summary>Uploads in parts, as MLflow's Python client makes them.</summary>
public sealed class MultipartTests(TestServer server) : IClassFixture<TestServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Parts_in_any_order_become_a_file()
    {
        var created = await CallAsync("create/5/run/artifacts/model", new { path = "/home/me/weights.bin", num_parts = 3 });
        var upload = created.GetProperty("upload_id").GetString()!;
        var credentials = created.GetProperty("credentials");
        Assert.Equal([1, 2, 3], credentials.EnumerateArray().Select(part => part.GetProperty("part_number").GetInt32()));
        List<object> parts = [];
        foreach (var at in (int[])[3, 1, 2])
        {
            var url = credentials[at - 1].GetProperty("url").GetString()!;
            Assert.Equal($"{server.Server.Address}api/2.0/mlflow-artifacts/mpu/part/{upload}/{at}", url);
            using var put = await server.Http.PutAsync(url, new StringContent($"part {at};"), Token);
            Assert.Equal(HttpStatusCode.OK, put.StatusCode);
            parts.Add(new { part_number = at, etag = put.Headers.ETag!.Tag, url });
        }
        Assert.Equal("{}", (await CallAsync("complete/5/run/artifacts/model", new { path = "/home/me/weights.bin", upload_id = upload, parts })).GetRawText());
        Assert.Equal("part 1;part 2;part 3;", await server.Http.GetStringAsync("/api/2.0/mlflow-artifacts/artifacts/5/run/artifacts/model/weights.bin", Token));
        await FailsAsync(404, "complete/5/run/artifacts/model", new { path = "weights.bin", upload_id = upload, parts });
    }

    [Fact]
    public async Task Parts_that_are_missing_or_others_are_refused()
    {
        var upload = (await CallAsync("create", new { path = "C:\\temp\\a.bin", num_parts = 2 })).GetProperty("upload_id").GetString()!;
        await FailsAsync(400, "complete", new { path = "a.bin", upload_id = upload, parts = Array.Empty<object>() });
        using (await server.Http.PutAsync($"/api/2.0/mlflow-artifacts/mpu/part/{upload}/1", new StringContent("one"), Token))
        {
        }
        Assert.Contains("another etag for part 1", await FailsAsync(400, "complete", new { path = "a.bin", upload_id = upload, parts = new[] { new { part_number = 1, etag = "no" } } }), StringComparison.Ordinal);
        await FailsAsync(400, "complete", new { path = "a.bin", upload_id = upload, parts = new[] { new { part_number = 1, etag = "" }, new { part_number = 2, etag = "" } } });
        await FailsAsync(404, "complete", new { path = "b.bin", upload_id = upload, parts = new[] { new { part_number = 1, etag = "" } } });
        using (var wrong = await server.Http.PutAsync($"/api/2.0/mlflow-artifacts/mpu/part/{upload}/3", new StringContent("x"), Token))
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        await CallAsync("abort", new { path = "a.bin", upload_id = upload });
        using (var gone = await server.Http.PutAsync($"/api/2.0/mlflow-artifacts/mpu/part/{upload}/1", new StringContent("x"), Token))
            Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.Null(await server.Server.Services.GetRequiredService<IArtifactStore>().FindAsync("a.bin", Token));
    }

    [Theory]
    [InlineData("create/..%2f..", "x", 1)]
    [InlineData("create/a/%2e%2e/b", "x", 1)]
    [InlineData("create", "..", 1)]
    [InlineData("create", "a/..", 1)]
    [InlineData("create", "%2e%2e", 1)]
    [InlineData("create", "x", 0)]
    [InlineData("create", "x", -1)]
    [InlineData("create", "x", 1_000_000_000)]
    public async Task What_is_not_possible_is_refused_at_the_beginning(string address, string path, int partCount) =>
        await FailsAsync(400, address, new { path, num_parts = partCount });

    private async Task<JsonElement> CallAsync(string address, object body)
    {
        using var answer = await server.Http.PostAsJsonAsync($"/api/2.0/mlflow-artifacts/mpu/{address}", body, Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
    }

    private async Task<string> FailsAsync(int status, string address, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{server.Server.Address}api/2.0/mlflow-artifacts/mpu/{address}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true })) { Content = JsonContent.Create(body) };
        using var answer = await server.Http.SendAsync(request, Token);
        var text = await answer.Content.ReadAsStringAsync(Token);
        Assert.True(status == (int)answer.StatusCode, text);
        Assert.Contains("\"error_code\"", text, StringComparison.Ordinal);
        return text;
    }
}
