using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Saker.Server.Http;

/// <summary>Sends an object that is written by hand.</summary>
internal static class JsonAnswers
{
    public static async Task SendAsync(HttpContext context, Action<Utf8JsonWriter> writeProperties)
    {
        using var answer = AnswerBuffer.Rent();
        await using (var writer = new Utf8JsonWriter(answer))
        {
            writer.WriteStartObject();
            writeProperties(writer);
            writer.WriteEndObject();
        }
        await Answers.SendAsync(context, "application/json", answer.Written);
    }
}
