using Saker.Data;
using Saker.Learning.Behaviour.Running;
using Saker.Learning.Models;

namespace Saker.Learning.Behaviour;

/// <summary>Runs suites of behaviour tests.</summary>
public static class BehaviourRunner
{
    private const int MaxRealRows = 100_000;
    private const int MaxShown = 5;

    /// <summary>Everything in a suite that cannot be asked of a model of this signature, each with its place below <paramref name="place"/>.</summary>
    public static IReadOnlyList<Problem> Check(BehaviourSuite suite, Signature signature, string place)
    {
        var problems = new List<Problem>();
        if (suite.Tests.Count == 0)
            problems.Add(new Problem($"{place}.tests", "name at least one test."));
        if (suite.Tests.Count > BehaviourSuite.MaxTests)
            problems.Add(new Problem($"{place}.tests", $"there are {suite.Tests.Count}; a suite has at most {BehaviourSuite.MaxTests}."));
        for (var i = 0; i < suite.Tests.Count; i++)
            problems.AddRange(suite.Tests[i].Check(signature).Concat(CheckCost(suite, suite.Tests[i], signature)).Select(found => new Problem($"{place}.tests[{i}].{found.Key}", found.Message)));
        if (OutputOf(suite, signature) is null)
        {
            problems.Add(new Problem($"{place}.output", suite.Output is { } output
                ? $"the model gives no number '{output}'; it gives {string.Join(", ", signature.Outputs.Select(known => known.Name).Union(ModelOutputs.NumbersOf(signature)))}."
                : ModelOutputs.ClassesOf(signature) is { } classes
                    ? $"the model has several classes: say which probability is looked at, one of {string.Join(", ", classes.Take(MaxShown).Select(name => ModelOutputs.ProbabilityPrefix + name))}{(classes.Count > MaxShown ? ", ..." : "")}."
                    : "the model gives no number to look at."));
        }
        return problems;
    }

    /// <summary>Runs every test, one after the other.</summary>
    /// <param name="suite">The tests.</param>
    /// <param name="subject">The model, and what rows come from.</param>
    /// <param name="time">Measures latencies.</param>
    /// <param name="cancellationToken">Stops between predictions.</param>
    /// <exception cref="SakerException">The suite does not fit the model, all problems at once; or there are no rows to ask about.</exception>
    public static async Task<BehaviourReport> RunAsync(BehaviourSuite suite, BehaviourSubject subject, TimeProvider time, CancellationToken cancellationToken)
    {
        var signature = subject.Model.Signature;
        if (Check(suite, signature, "behaviour") is { Count: > 0 } problems)
            throw new SakerException(ErrorKind.InvalidInput, "The behaviour tests do not fit the model.", problems);
        var output = OutputOf(suite, signature)!;
        List<BehaviourRow> rows = [.. RowDraw.From(subject.Rows, signature, Math.Min(suite.RealRows, MaxRealRows), suite.Seed)];
        var real = rows.Count;
        rows.AddRange(RowMaker.Make(signature, subject.Profile, suite.MadeRows, suite.Seed));
        if (rows.Count == 0)
            throw new SakerException(ErrorKind.InvalidInput, "There are no rows to ask the model about: give data, or let some be made.", "behaviour.made");
        var asking = new Asking(subject.Model, output);
        var results = new List<BehaviourResult>();
        foreach (var (test, name) in suite.Tests.Zip(NamesOf(suite.Tests)))
        {
            var trial = new BehaviourTrial
            {
                Signature = signature,
                Rows = rows,
                Asking = asking,
                Random = Xoshiro256.Of(suite.Seed, results.Count),
                ExampleCount = suite.Examples,
                Time = time,
            };
            results.Add((await test.RunAsync(trial, cancellationToken)).ToResult(test, name));
        }
        return new BehaviourReport { Output = output, Seed = suite.Seed, RealRowCount = real, MadeRowCount = rows.Count - real, Results = results };
    }

    // Told whether or not data are given: what a suite may cost does not depend on who runs it.
    private static IEnumerable<(string Key, string Message)> CheckCost(BehaviourSuite suite, BehaviourTest test, Signature signature)
    {
        var rows = (long)suite.MadeRows + Math.Min(suite.RealRows, MaxRealRows);
        var (key, cost) = test.Cost(signature, rows);
        if (cost > BehaviourSuite.MaxAskedRows)
            yield return (key, $"with {rows} rows ('made' and 'real') the model would be asked about {cost}; a test may ask about {BehaviourSuite.MaxAskedRows}.");
    }

    // Of several classes none stands for the answer: one that is not looked at could move as it likes.
    private static string? OutputOf(BehaviourSuite suite, Signature signature)
    {
        if (ModelOutputs.ClassesOf(signature) is not null)
            return ModelOutputs.NumbersOf(signature).FirstOrDefault(name => name == suite.Output);
        var numbers = signature.Outputs.Where(output => output.Type.IsNumeric()).Select(output => output.Name).ToList();
        return suite.Output is { } wanted ? numbers.Find(name => name == wanted) : numbers.Find(name => name == ModelGraph.ProbabilityName) ?? numbers.FirstOrDefault();
    }

    // Two tests of one kind on one column are told apart by a number.
    private static IReadOnlyList<string> NamesOf(IReadOnlyList<BehaviourTest> tests)
    {
        var names = new List<string>();
        foreach (var test in tests)
        {
            var name = test.Title ?? (test.Columns.Count is 0 or > 3 ? test.Kind : $"{test.Kind} {string.Join(", ", test.Columns)}");
            var unique = name;
            for (var number = 2; names.Contains(unique); number++)
                unique = $"{name} {number}";
            names.Add(unique);
        }
        return names;
    }
}
