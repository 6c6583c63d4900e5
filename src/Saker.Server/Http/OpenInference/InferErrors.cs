using System.Text;
using Microsoft.AspNetCore.Http;
using Saker.Client;

namespace Saker.Server.Http.OpenInference;

/// <summary>Errors as Open Inference has them: one text that names tensors and rows.</summary>
internal static class InferErrors
{
    // What fits in a line of a client's log.
    private const int MaxQuoted = 20;

    public static async Task WriteAsync(HttpContext context, ProblemInfo problem)
    {
        context.Response.ContentType = "application/json";
        using var writer = new System.Text.Json.Utf8JsonWriter(context.Response.BodyWriter, JsonText.ForPeople);
        writer.WriteStartObject();
        writer.WriteString("error", Text(problem));
        writer.WriteEndObject();
        await writer.FlushAsync(context.RequestAborted);
    }

    /// <summary>What is wrong in one text, with every row and field.</summary>
    public static string Text(ProblemInfo problem)
    {
        var text = new StringBuilder(problem.Detail ?? problem.Title);
        var single = problem.Errors is [var only] && only.Message == problem.Detail;
        if (problem.Errors.Count == 0 || single)
            return text.ToString();
        for (var i = 0; i < Math.Min(problem.Errors.Count, MaxQuoted); i++)
        {
            var error = problem.Errors[i];
            text.Append(i == 0 ? " " : "; ").Append(IsOfRequest(error) ? "'" : "Tensor '").Append(error.Field).Append('\'');
            if (error.Row is { } row)
                text.Append(" row ").Append(row);
            text.Append(' ').Append(error.Message.TrimEnd('.'));
        }
        if (problem.Errors.Count > MaxQuoted)
            text.Append("; and ").Append(problem.Errors.Count - MaxQuoted).Append(" more");
        return text.Append('.').ToString();
    }

    // Properties and parameters of the request have no row; a tensor may have such a name, and is then called by it alone.
    private static bool IsOfRequest(ErrorInfo error) => error.Row is null && error.Field is "id" or "body" or "inputs" or "outputs" or "parameters"
        or "timeout" or "explain" or "classification" or "binary_data" or "binary_data_size" or "binary_data_output";
}
