using Saker.Data;

namespace Saker.Platform.Pipelines;

/// <summary>Where the parts of a pipeline stand in its file.</summary>
internal sealed class PipelineLines(string name, YamlText yaml)
{
    /// <summary>What the user is told: every problem with its line.</summary>
    public SakerException Refuse(IReadOnlyList<Problem> problems) =>
        new(ErrorKind.InvalidInput, $"{name} has {(problems.Count == 1 ? "1 problem" : $"{problems.Count} problems")}:", [.. problems.Select(Place)]);

    /// <summary>The same failure, with the lines that it is about.</summary>
    public SakerException Place(SakerException failure)
    {
        // The first line is the summary; the problems follow it.
        if (failure.Problems.Count > 0)
            return new SakerException(failure.Kind, failure.Message.Split(Environment.NewLine)[0], [.. failure.Problems.Select(Place)]);
        return failure.Field is { } field && yaml.LineOf(field) is { } line ? new SakerException(failure.Kind, $"{failure.Message} (line {line} of {name}, {field})", field, failure) : failure;
    }

    private Problem Place(Problem problem) => problem.AtLine(yaml.LineOf(problem.Field));
}
