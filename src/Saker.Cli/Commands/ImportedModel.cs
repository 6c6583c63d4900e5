using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using Saker.Data;
using Saker.Platform;
using Saker.Platform.Audit;
using Saker.Platform.Registry;
using Saker.Platform.Serving.Lifecycle;

namespace Saker.Cli.Commands;

/// <summary>How commands are told to register an ONNX file.</summary>
internal sealed class ImportedModel(bool isNameNeeded)
{
    private readonly Option<string?> _name = new("--name") { Description = "The model to register it as; its next version if there is one of that name.", Required = isNameNeeded };
    private readonly Option<string[]> _alias = new("--alias") { Description = "An alias to move to the new version, such as champion; may be given several times." };
    private readonly Option<FileInfo?> _example = new("--example") { Description = "What to warm the model up with: JSON, rows as {\"columns\": [...], \"data\": [[...]]}; for a model of tensors {\"inputs\": {\"NAME\": [[...]]}}." };
    private readonly Option<string?> _semantic = new("--semantic") { Description = "Its semantic version, such as 1.2.0. Default: derived from the version before." };
    private readonly Option<string?> _override = new("--override") { Description = "Why it takes aliases that require gates, though it is not judged. It is kept with the moves." };

    public void AddTo(Command command)
    {
        command.Options.Add(_name);
        command.Options.Add(_alias);
        command.Options.Add(_example);
        command.Options.Add(_semantic);
        command.Options.Add(_override);
    }

    /// <summary>The model to register it as; null where it is not to be registered.</summary>
    public string? Name(ParseResult parsed) => parsed.GetValue(_name);

    public async Task<ModelVersion> RegisterAsync(SakerPlatform platform, ParseResult parsed, byte[] graph, CancellationToken cancellationToken)
    {
        var version = await platform.Import.ImportAsync(
            new ModelImportRequest
            {
                Model = parsed.GetValue(_name)!,
                Graph = graph,
                Aliases = parsed.GetValue(_alias) ?? [],
                Semantic = parsed.GetValue(_semantic) is { } given ? SemanticVersion.Find(given) ?? throw new SakerException(ErrorKind.InvalidInput, $"'{given}' is no semantic version; write it as 1.2.0.", "semantic") : null,
                Override = parsed.GetValue(_override),
                Example = parsed.GetValue(_example) is { } rows ? Encoding.UTF8.GetString(await ReadAsync(rows, cancellationToken)) : null,
            },
            cancellationToken);
        await LocalAct.NoteAsync(platform, AuditActs.ModelImported, $"{version.Model}/{version.Version}", AuditDetails.Overridden(parsed.GetValue(_override)));
        return version;
    }

    /// <summary>What became of it, in a line.</summary>
    public static string Text(ModelVersion version) =>
        $"registered {version.Model}/{version.Version}{(version.Aliases.Count > 0 ? $" as {string.Join(", ", version.Aliases)}" : "")}{(version.RequestedAliases.Count > 0 ? $", waiting for approval to be {string.Join(", ", version.RequestedAliases)}" : "")}";

    public static async Task<byte[]> ReadAsync(FileInfo file, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(file.FullName, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"'{file.FullName}' cannot be read: {exception.Message}", "file", exception);
        }
    }
}
