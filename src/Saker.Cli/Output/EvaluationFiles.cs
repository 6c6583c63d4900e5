using Saker.Data;
using Saker.Learning.Pictures;
using Saker.Learning.Scores;

namespace Saker.Cli.Output;

/// <summary>Writes an evaluation into a folder: the report and its pictures.</summary>
internal static class EvaluationFiles
{
    /// <exception cref="SakerException">The folder cannot be written.</exception>
    public static async Task WriteAsync(string folder, EvaluationReport report, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(folder);
            await File.WriteAllTextAsync(Path.Combine(folder, "report.json"), report.ToJson(), cancellationToken);
            foreach (var (name, svg) in EvaluationPictures.Of(report))
                await File.WriteAllTextAsync(Path.Combine(folder, name), svg, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"{folder} cannot be written: {exception.Message}", "--output", exception);
        }
    }
}
