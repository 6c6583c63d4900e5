using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Saker.Data;

namespace Saker.Server.Http;

/// <summary>Settings as bodies of requests and of answers: JSON, or YAML where the caller says so.</summary>
internal static class SettingsBody
{
    public const string Json = "application/json";
    public const string MergePatch = "application/merge-patch+json";
    public const string Yaml = "application/yaml";

    /// <exception cref="SakerException">The body is empty or neither, or what reads it refuses it.</exception>
    public static async Task<T> ReadAsync<T>(HttpContext context, Func<ReadOnlyMemory<byte>, T> readJson, Func<string, T> readYaml)
    {
        if (IsYaml(context.Request))
        {
            using var yaml = await RequestBody.ReadTextAsync(context);
            var text = Encoding.UTF8.GetString(yaml.Bytes);
            // A body that was lost on the way is not to set every default.
            return string.IsNullOrWhiteSpace(text) ? throw new SakerException(ErrorKind.InvalidInput, "The body is empty: write the settings, '{}' for every default.", "body") : readYaml(text);
        }
        using var json = await RequestBody.ReadRecordAsync(context);
        return readJson(json.Memory);
    }

    /// <summary>Answers as the caller wants to have it.</summary>
    public static Task SendAsync(HttpContext context, Func<byte[]> json, Func<string> yaml) =>
        context.Request.Headers.Accept.ToString().Contains(Yaml, StringComparison.OrdinalIgnoreCase)
            ? Answers.SendAsync(context, Yaml, Encoding.UTF8.GetBytes(yaml())).AsTask()
            : Answers.SendAsync(context, Json, json()).AsTask();

    private static bool IsYaml(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals(Yaml, StringComparison.OrdinalIgnoreCase);
}
