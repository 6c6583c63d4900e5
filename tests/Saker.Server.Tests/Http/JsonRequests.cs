using System.Text;
using System.Text.Json;

namespace Saker.Server.Tests.Http;

/// <summary>Requests and answers as raw JSON, so that tests see what is on the wire.</summary>
internal static class JsonRequests
{
    public static Task<HttpResponseMessage> PostJsonAsync(this HttpClient http, string path, string json) =>
        http.PostAsync(path, new StringContent(json, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);

    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return JsonDocument.Parse(text).RootElement;
    }

    public static async Task<JsonElement> GetJsonAsync(this HttpClient http, string path)
    {
        using var response = await http.GetAsync(path, TestContext.Current.CancellationToken);
        return await response.JsonAsync();
    }

    /// <summary>The errors of problem details as <c>row field</c>, in order.</summary>
    public static string[] Errors(this JsonElement problem) =>
        [.. problem.GetProperty("errors").EnumerateArray().Select(error => $"{(error.TryGetProperty("row", out var row) ? row.GetRawText() : "-")} {error.GetProperty("field").GetString()}")];
}
