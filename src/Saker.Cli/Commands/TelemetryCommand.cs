using System.CommandLine;
using Saker.Cli.Output;
using Saker.Data;
using Spectre.Console;

namespace Saker.Cli.Commands;

/// <summary><c>saker telemetry export FOLDER</c>: the dashboards for Grafana and the rules for Prometheus that come with the program.</summary>
internal static class TelemetryCommand
{
    private const string Prefix = "deploy/";

    public static Command Create() => new("telemetry", "What Prometheus and Grafana need to watch Saker.") { CreateExport() };

    private static Command CreateExport()
    {
        var folder = new Argument<string>("folder") { Description = "Where the files are written; it is made when it is not there." };
        var force = new Option<bool>("--force") { Description = "Replace files that are there." };
        var command = new Command("export", "Write the dashboards for Grafana, and the rules and an example configuration for Prometheus.") { folder, force };
        command.SetOutputAction(async (parsed, output, cancellationToken) =>
        {
            var written = await ExportAsync(parsed.GetValue(folder)!, parsed.GetValue(force), cancellationToken);
            output.Write(new { files = written }, console =>
            {
                foreach (var file in written)
                    console.WriteLine(file);
            });
            return 0;
        });
        return command;
    }

    /// <exception cref="SakerException">Files are there already (conflict; none is written), or the folder cannot be written to.</exception>
    private static async Task<IReadOnlyList<string>> ExportAsync(string folder, bool force, CancellationToken cancellationToken)
    {
        var assembly = typeof(TelemetryCommand).Assembly;
        var files = assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(name => (Name: name, Path: Path.Combine(folder, name[Prefix.Length..]))).ToList();
        var known = files.Where(file => File.Exists(file.Path)).Select(file => new Problem(file.Path, "is there already; --force replaces it.")).ToList();
        if (known.Count > 0 && !force)
            throw new SakerException(ErrorKind.Conflict, "Nothing was written.", known);
        try
        {
            foreach (var (name, path) in files)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                await using var file = File.Create(path);
                await using var content = assembly.GetManifestResourceStream(name)!;
                await content.CopyToAsync(file, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"'{folder}' cannot be written to: {exception.Message}", "folder", exception);
        }
        return [.. files.Select(file => file.Path)];
    }
}
