using System.CommandLine;
using System.CommandLine.Parsing;
using Saker.Data;
using Saker.Learning.Scores;

namespace Saker.Cli.Commands;

/// <summary>Which columns hold answers and predictions.</summary>
internal sealed class PredictionOptions
{
    private readonly Option<string?> _task = new("--task") { Description = "What kind of predictions they are. Default: binary." };
    private readonly Option<string?> _target = new("--target") { Description = "The column with the right answers." };
    private readonly Option<string?> _positive = new("--positive") { Description = "The answer that counts as positive. Default: that of the model." };
    private readonly Option<string?> _prediction = new("--prediction") { Description = "The column of the file, or the output of the version, with the predicted class, labels (joined by |), number, score or cluster. Default for a version: the only one that can be." };
    private readonly Option<string?> _probability = new("--probability") { Description = "The column with the probability of the positive class; of several classes, or labels, the start of their columns' names." };
    private readonly Option<double> _threshold = new("--threshold") { Description = "A row of a file is positive from this probability on.", DefaultValueFactory = _ => 0.5 };
    private readonly Option<string?> _query = new("--query") { Description = "The column with the query of each row, for ranking." };
    private readonly Option<string[]> _features = new("--features") { Description = "The columns that clusters were made from. Default: all further numbers.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };

    public void AddTo(Command command, string[] tasks)
    {
        _task.AcceptOnlyFromAmong(tasks);
        Option[] options = [_task, _target, _positive, _prediction, _probability, _threshold, _query, _features];
        foreach (var option in options)
            command.Options.Add(option);
    }

    /// <exception cref="SakerException">The threshold is not between 0 and 1.</exception>
    public PredictionColumns Read(ParseResult parsed) => new()
    {
        Task = Enum.TryParse<ScoreTask>(parsed.GetValue(_task), ignoreCase: true, out var task) ? task : ScoreTask.Binary,
        Target = parsed.GetValue(_target),
        Positive = parsed.GetValue(_positive),
        Prediction = parsed.GetValue(_prediction),
        Probability = parsed.GetValue(_probability),
        Threshold = parsed.GetValue(_threshold) is >= 0 and <= 1 and var threshold ? threshold : throw new SakerException(ErrorKind.InvalidInput, "--threshold must be between 0 and 1.", "--threshold"),
        Query = parsed.GetValue(_query),
        Features = parsed.GetValue(_features)!,
    };
}
