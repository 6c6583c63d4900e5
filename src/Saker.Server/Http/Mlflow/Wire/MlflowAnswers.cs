using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Saker.Server.Http.OpenInference;

namespace Saker.Server.Http.Mlflow.Wire;

/// <summary>Answers as MLflow gives them: an indented object, what is not set left out.</summary>
internal static class MlflowAnswers
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, IndentSize = 2, NewLine = "\n", Encoder = JsonText.Encoder };

    /// <summary><c>{}</c>.</summary>
    public static Task SendEmptyAsync(HttpContext context) => SendAsync(context, static _ => { });

    public static async Task SendAsync(HttpContext context, Action<Utf8JsonWriter> writeProperties)
    {
        using var answer = AnswerBuffer.Rent();
        await using (var writer = new Utf8JsonWriter(answer, Options))
        {
            writer.WriteStartObject();
            writeProperties(writer);
            writer.WriteEndObject();
        }
        await Answers.SendAsync(context, "application/json", answer.Written);
    }
}
