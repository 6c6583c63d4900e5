using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Saker.Server.Tests.Http.Mlflow.Tracking;

namespace Saker.Server.Tests.Http.Mlflow.Registry;

/// <summary>MLflow's registry as raw JSON; times, which no test can know, are taken out of the answers.</summary>
internal sealed class RegistryClient(HttpClient http, string root = "/api/2.0/")
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Asserts what a request is answered.</summary>
    public async Task AnswersAsync(string method, string path, string? body, string expected, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"{root}mlflow/{path}");
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await http.SendAsync(request, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(status == response.StatusCode, $"{method} {path}: {(int)response.StatusCode}: {text}");
        var json = JsonNode.Parse(text)!;
        Strip(json);
        MlflowClient.Same(expected, json);
    }

    public Task RefusesAsync(string method, string path, string? body, string code, string message) => AnswersAsync(
        method, path, body, new JsonObject { ["error_code"] = code, ["message"] = message }.ToJsonString(),
        code switch { "RESOURCE_DOES_NOT_EXIST" => HttpStatusCode.NotFound, "PERMISSION_DENIED" => HttpStatusCode.Forbidden, _ => HttpStatusCode.BadRequest });

    private static void Strip(JsonNode node)
    {
        if (node is JsonArray list)
        {
            foreach (var item in list)
                if (item is not null)
                    Strip(item);
        }
        else if (node is JsonObject fields)
        {
            if (fields.Remove("creation_timestamp", out var made) & fields.Remove("last_updated_timestamp", out var updated))
                Assert.True(made!.GetValue<long>() > 1_700_000_000_000 && updated!.GetValue<long>() >= made.GetValue<long>(), "Times are milliseconds as numbers.");
            foreach (var (_, value) in fields)
                if (value is not null)
                    Strip(value);
        }
    }
}
