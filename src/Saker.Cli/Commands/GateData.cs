using System.CommandLine;
using System.CommandLine.Parsing;
using Saker.Cli.Commands.Data;
using Saker.Data;
using Saker.Learning.Scores;
using Saker.Platform.Datasets;
using Saker.Platform.Gates;

namespace Saker.Cli.Commands;

/// <summary>The rows that a model is judged on: a file as other commands read it, or a dataset of the home.</summary>
internal sealed class GateData
{
    private readonly Option<string?> _data = new("--data") { Description = "Rows with their answers: a file, a glob in quotes, a folder, or a database." };
    private readonly Option<string?> _dataset = new("--dataset") { Description = "Rows of the home instead: a dataset version such as churn/3." };
    private readonly Option<string?> _target = new("--target") { Description = "The column with the answers. Default: that of the file of gates." };
    private readonly Option<string?> _positive = new("--positive") { Description = "The answer that counts as positive. Default: that of the file of gates." };
    private readonly SourceOptions _source = new();

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_data, _dataset, _target, _positive])
            command.Options.Add(option);
        _source.AddOptionsTo(command);
    }

    /// <exception cref="SakerException">The rows cannot be read, or have no answers; or which they are was not said.</exception>
    public async Task<(LabelledRows Rows, string Origin, string? Dataset)> ReadAsync(ParseResult parsed, GateFile file, GateCandidate candidate, LazyPlatform home, CancellationToken cancellationToken)
    {
        var (path, dataset) = (parsed.GetValue(_data), parsed.GetValue(_dataset));
        if ((path is null) == (dataset is null))
            throw new SakerException(ErrorKind.InvalidInput, "Say which rows the model is judged on: --data FILE or --dataset NAME/VERSION, one of them.", "--data");
        var target = parsed.GetValue(_target) ?? file.Target ?? throw new SakerException(ErrorKind.InvalidInput, "Say which column has the answers: --target COLUMN, or 'target: {column: ...}' in the file of gates.", "--target");
        var positive = file.Task != ScoreTask.Binary ? null : parsed.GetValue(_positive) ?? file.Positive ?? throw new SakerException(ErrorKind.InvalidInput, "Say which answer is the positive one: --positive VALUE, or 'target: {positive: ...}' in the file of gates.", "--positive");
        if (path is not null)
            return (LabelledRows.Read(await ReadAsync(parsed, path, candidate, cancellationToken), target, file.Task, positive, candidate.Model.Signature), Path.GetFileName(path), null);
        var (rows, stored) = await ReadAsync(dataset!, home, cancellationToken);
        return (LabelledRows.Read(rows, target, file.Task, positive, candidate.Model.Signature), $"dataset {stored}", stored);
    }

    /// <summary>The model says which types its columns have; what the command line says of them counts more.</summary>
    private Task<Table> ReadAsync(ParseResult parsed, string path, GateCandidate candidate, CancellationToken cancellationToken)
    {
        var source = _source.Open(parsed, path);
        var types = candidate.Model.Signature.Inputs.Where(input => input.Shape is null).ToDictionary(input => input.Name, input => input.Type, StringComparer.Ordinal);
        foreach (var (column, type) in source.Columns)
            types[column] = type;
        return (source with { Columns = types }).ReadAllAsync(cancellationToken);
    }

    private static async Task<(Table Rows, string Reference)> ReadAsync(string dataset, LazyPlatform home, CancellationToken cancellationToken)
    {
        var datasets = (await home.GetAsync()).Datasets;
        var version = await datasets.FindAsync(DatasetReference.Parse(dataset), cancellationToken) ?? throw new SakerException(ErrorKind.NotFound, $"There is no dataset '{dataset}'. 'saker datasets' lists them.", "--dataset");
        return (await datasets.ReadAsync(version.Name, version.Version, cancellationToken), $"{version.Name}/{version.Version}");
    }
}
