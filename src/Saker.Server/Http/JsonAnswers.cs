using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Saker.Server.Http;

/// <summary>Sends an object that is written by hand.</summary>
internal static class JsonAnswers
{
    public static Task SendAsync(HttpContext context, Action<Utf8JsonWriter> writeProperties) => SendValueAsync(context, writer =>
    {
        writer.WriteStartObject();
        writeProperties(writer);
        writer.WriteEndObject();
    });

    public static async Task SendValueAsync(HttpContext context, Action<Utf8JsonWriter> writeValue)
    {
        using var answer = AnswerBuffer.Rent();
        await using (var writer = new Utf8JsonWriter(answer))
            writeValue(writer);
        await Answers.SendAsync(context, "application/json", answer.Written);
    }
}
