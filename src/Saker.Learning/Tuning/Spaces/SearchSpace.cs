using Saker.Data;

namespace Saker.Learning.Tuning.Spaces;

/// <summary>What is searched. A parameter may depend on the value of another one, and then exists only where that value holds.</summary>
public sealed class SearchSpace
{
    /// <summary>The most parameters of a space.</summary>
    public const int MaxParameters = 200;

    private readonly int[] _parents;

    private SearchSpace(IReadOnlyList<SearchParameter> parameters)
    {
        Parameters = parameters;
        var positions = parameters.Select((parameter, i) => (parameter.Name, i)).ToDictionary(pair => pair.Name, pair => pair.i, StringComparer.Ordinal);
        _parents = [.. parameters.Select(parameter => parameter.When is { } when ? positions[when.Parameter] : -1)];
        Groups = [.. Enumerable.Range(0, parameters.Count).GroupBy(i => parameters[i].When?.Key ?? "", StringComparer.Ordinal).OrderBy(group => group.Min()).Select(group => group.ToArray())];
    }

    /// <summary>Those that others depend on come before them; otherwise as they were given.</summary>
    public IReadOnlyList<SearchParameter> Parameters { get; }

    /// <summary>The positions of parameters that exist together, those that others depend on first.</summary>
    internal IReadOnlyList<int[]> Groups { get; }

    /// <summary>Whether all points can be counted.</summary>
    internal bool IsCountable => Parameters.All(parameter => parameter.ValueCount is not null);

    /// <exception cref="SakerException">Something of the parameters is not possible; all of it is named.</exception>
    public static SearchSpace Of(params IReadOnlyList<SearchParameter> parameters)
    {
        var problems = new List<Problem>();
        if (parameters.Count == 0)
            problems.Add(new Problem("space", "at least one parameter to search is needed."));
        var space = Create(parameters, problems);
        return problems.Count == 0 ? space : throw new SakerException(ErrorKind.InvalidInput, "The search space is not possible.", problems);
    }

    /// <summary>As <see cref="Of"/>, with what is wrong added to a list; the space then holds what is right.</summary>
    internal static SearchSpace Create(IReadOnlyList<SearchParameter> parameters, ICollection<Problem> problems)
    {
        var checkedSpace = new SpaceCheck(parameters, problems);
        return new SearchSpace(checkedSpace.Order());
    }

    internal bool Applies(int position, ReadOnlySpan<double> point)
    {
        var parent = _parents[position];
        return parent < 0 || (!double.IsNaN(point[parent]) && Parameters[position].When!.Holds(Parameters[parent].ValueAt(point[parent])));
    }

    /// <summary>Takes the coordinates out that do not apply.</summary>
    internal void Prune(Span<double> point)
    {
        for (var i = 0; i < point.Length; i++)
        {
            if (!Applies(i, point))
                point[i] = double.NaN;
        }
    }

    internal Dictionary<string, object> ValuesAt(ReadOnlySpan<double> point)
    {
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        for (var i = 0; i < point.Length; i++)
        {
            if (!double.IsNaN(point[i]))
                values[Parameters[i].Name] = Parameters[i].ValueAt(point[i]);
        }
        return values;
    }

    /// <summary>Values of a point, each in its parameter's own type.</summary>
    internal Dictionary<string, object> Typed(IReadOnlyDictionary<string, object> values) =>
        Parameters.Where(parameter => values.ContainsKey(parameter.Name)).ToDictionary(parameter => parameter.Name, parameter => parameter.Typed(values[parameter.Name]), StringComparer.Ordinal);

    /// <exception cref="SakerException">A value is missing, not possible, or there though it does not apply; all are named.</exception>
    internal double[] PointOf(IReadOnlyDictionary<string, object> values)
    {
        var problems = new List<Problem>();
        var point = new double[Parameters.Count];
        for (var i = 0; i < point.Length; i++)
        {
            var name = Parameters[i].Name;
            point[i] = double.NaN;
            var isGiven = values.TryGetValue(name, out var value);
            if (!Applies(i, point))
            {
                if (isGiven)
                    problems.Add(new Problem(name, "its condition does not hold for the other values, so it must be left out."));
            }
            else if (!isGiven)
                problems.Add(new Problem(name, "a value is missing."));
            else if (double.IsNaN(point[i] = Parameters[i].CoordinateOf(value!)))
                problems.Add(new Problem(name, $"'{ParameterText.Of(value)}' is not in its range."));
        }
        problems.AddRange(values.Keys.Except(Parameters.Select(parameter => parameter.Name)).Select(name => new Problem(name, $"there is no such parameter; there are: {string.Join(", ", Parameters.Select(parameter => parameter.Name))}.")));
        return problems.Count == 0 ? point : throw new SakerException(ErrorKind.InvalidInput, "These parameters are no point of the search space.", problems);
    }

    internal IReadOnlyDictionary<string, object?> Describe() => Parameters.ToDictionary(parameter => parameter.Name, parameter => (object?)parameter.Describe(), StringComparer.Ordinal);
}
