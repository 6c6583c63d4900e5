using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Saker.Server.Tests.Http.Mlflow.Tracking;

/// <summary>MLflow's API as raw JSON, under both of its bases: what is compared is the whole document.</summary>
internal sealed class MlflowClient(HttpClient http, string root = "/api/2.0/")
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async Task<JsonNode> GetAsync(string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var response = await http.GetAsync(root + path, Cancellation);
        return await ReadAsync(response, expected);
    }

    public async Task<JsonNode> PostAsync(string path, string json, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var response = await http.PostAsync(root + path, new StringContent(json, Encoding.UTF8, "application/json"), Cancellation);
        return await ReadAsync(response, expected);
    }

    /// <summary>Asserts that a request is refused, with this code and message.</summary>
    public async Task RefusedAsync(string path, string json, string code, string message)
    {
        var status = code == "RESOURCE_DOES_NOT_EXIST" ? HttpStatusCode.NotFound : HttpStatusCode.BadRequest;
        Same(new JsonObject { ["error_code"] = code, ["message"] = message }.ToJsonString(), await PostAsync(path, json, status));
    }

    public async Task<string> CreateExperimentAsync(string name) =>
        (await PostAsync("mlflow/experiments/create", $$"""{"name":"{{name}}"}"""))["experiment_id"]!.GetValue<string>();

    public async Task<string> CreateRunAsync(string experiment = "0", string name = "fit") =>
        (await PostAsync("mlflow/runs/create", $$"""{"experiment_id":"{{experiment}}","run_name":"{{name}}","start_time":1700000000000}"""))["run"]!["info"]!["run_id"]!.GetValue<string>();

    public async Task<JsonNode> GetRunAsync(string run) => (await GetAsync($"mlflow/runs/get?run_id={run}"))["run"]!;

    /// <summary>Asserts that two documents say the same; the order of properties does not matter.</summary>
    public static void Same(string expected, JsonNode actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), $"expected\n{expected}\nbut got\n{actual.ToJsonString(new JsonSerializerOptions { WriteIndented = true })}");

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(expected == response.StatusCode, $"{(int)response.StatusCode}: {text}");
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        return JsonNode.Parse(text)!;
    }
}
