using Saker.Data;
using Saker.Data.Expressions;
using Saker.Onnx;
using Saker.Onnx.Batches;
using Saker.Platform.Serving.Settings;

namespace Saker.Platform.Serving.Fallback;

/// <summary>Answers by a SQL expression over the inputs for every output.</summary>
/// <remarks>NaN and the empty text are missing, as inputs and as results; other outputs cannot be missing.</remarks>
internal sealed class RulesStep : IFallbackStep, IDisposable
{
    /// <summary>What the step is called.</summary>
    public const string PublicName = "rules";

    private readonly IReadOnlyList<TensorSpec> _outputs;
    private readonly int[] _inputs;
    private readonly RowExpressions _rules;

    /// <param name="inputs">What the model takes; those with one value a row can be named.</param>
    /// <param name="outputs">What the model gives, in order.</param>
    /// <param name="settings">An expression for each of them.</param>
    /// <exception cref="SakerException">Expressions are missing, too many, or wrong; all are named.</exception>
    public RulesStep(IReadOnlyList<TensorSpec> inputs, IReadOnlyList<TensorSpec> outputs, RulesSettings settings)
    {
        var problems = settings.Outputs.Keys.Except(outputs.Select(output => output.Name), StringComparer.Ordinal)
            .Select(name => new Problem(name, $"the model has no such output; it gives {string.Join(", ", outputs.Select(output => output.Name))}.")).ToList();
        _outputs = outputs;
        _inputs = [.. Enumerable.Range(0, inputs.Count).Where(i => IsColumn(inputs[i]))];
        var columns = _inputs.Select(i => new RowColumn(inputs[i].Name, RuleValues.TypeOf(inputs[i].Type))).ToArray();
        var expressions = outputs.Select(output => Expression(output, settings, problems)).OfType<RowExpression>().ToArray();
        var rules = RowExpressions.Compile(columns, expressions, problems);
        if (problems.Count == 0 && rules is not null)
        {
            _rules = rules;
            return;
        }
        rules?.Dispose();
        throw new SakerException(ErrorKind.InvalidInput, "The rules do not fit the model.", [.. problems.Select(problem => problem with { Field = $"fallback.rules.outputs.{problem.Field}" })]);
    }

    public string Name => PublicName;

    public PreviousVersion? Version => null;

    public async ValueTask<TensorBuffer[]?> AnswerAsync(IFallbackCall call, CancellationToken cancellationToken)
    {
        var rows = new RuleRows(call.Tensors, _inputs, _outputs);
        try
        {
            await _rules.RunAsync(rows, cancellationToken);
        }
        catch (SakerException exception) when (exception.Kind is ErrorKind.InvalidInput)
        {
            // The engine blames the values, but the fault is the rules': a later step can still answer.
            throw new SakerException(ErrorKind.Internal, $"The rules have no answer: {exception.Message}", inner: exception);
        }
        return rows.Outputs;
    }

    public void Dispose() => _rules.Dispose();

    private static bool IsColumn(TensorSpec spec) => spec.Shape is [_] or [_, 1];

    private static RowExpression? Expression(TensorSpec output, RulesSettings settings, List<Problem> problems)
    {
        if (!settings.Outputs.TryGetValue(output.Name, out var sql))
            problems.Add(new Problem(output.Name, $"the model has this output; give it an expression of {output.Type}."));
        else if (!IsColumn(output))
            problems.Add(new Problem(output.Name, $"rules give one value a row, and the output has the shape [{string.Join(", ", output.Shape)}]."));
        else
            return new RowExpression(output.Name, sql, RuleValues.TypeOf(output.Type));
        return null;
    }
}
