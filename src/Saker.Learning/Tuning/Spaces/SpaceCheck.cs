using Saker.Data;

namespace Saker.Learning.Tuning.Spaces;

/// <summary>Finds what is wrong with the parameters of a space, and puts those that others depend on first.</summary>
internal sealed class SpaceCheck(IReadOnlyList<SearchParameter> parameters, ICollection<Problem> problems)
{
    /// <summary>The parameters that nothing is wrong with, in their order.</summary>
    public IReadOnlyList<SearchParameter> Order()
    {
        var known = new Dictionary<string, SearchParameter>(StringComparer.Ordinal);
        foreach (var parameter in parameters)
        {
            var faults = parameter.Faults().ToList();
            foreach (var fault in faults)
                problems.Add(fault with { Field = $"{parameter.Name}.{fault.Field}" });
            if (!known.TryAdd(parameter.Name, parameter))
                problems.Add(new Problem(parameter.Name, "two parameters have this name."));
            else if (faults.Count > 0)
                known.Remove(parameter.Name);
        }
        if (parameters.Count > SearchSpace.MaxParameters)
            problems.Add(new Problem("space", $"has {parameters.Count} parameters; at most {SearchSpace.MaxParameters} are possible."));
        foreach (var parameter in parameters)
            CheckCondition(parameter);
        return Sort([.. known.Values]);
    }

    private void CheckCondition(SearchParameter parameter)
    {
        if (parameter.When is not { } when)
            return;
        var place = $"{parameter.Name}.when";
        if (parameters.FirstOrDefault(other => other.Name == when.Parameter) is not { } parent)
        {
            problems.Add(new Problem(place, $"'{when.Parameter}' is not searched; it can depend on: {string.Join(", ", parameters.Where(other => other != parameter).Select(other => other.Name))}."));
            return;
        }
        foreach (var value in when.Values.Where(value => double.IsNaN(parent.CoordinateOf(value))))
            problems.Add(new Problem(place, $"'{ParameterText.Of(value)}' is no possible value of '{when.Parameter}'."));
        if (when.Values.Count == 0 && parent is NumberParameter number && (when.From > number.To || when.To < number.From || when.From > when.To))
            problems.Add(new Problem(place, $"no value of '{when.Parameter}' lies in that range."));
        if (when.Values.Count == 0 && parent is ChoiceParameter choice && !choice.Choices.Any(when.Holds))
            problems.Add(new Problem(place, $"no choice of '{when.Parameter}' lies in that range."));
    }

    private List<SearchParameter> Sort(List<SearchParameter> waiting)
    {
        var ordered = new List<SearchParameter>();
        while (waiting.Count > 0)
        {
            var ready = waiting.Find(parameter => parameter.When is not { } when || ordered.Exists(other => other.Name == when.Parameter));
            if (ready is null)
            {
                foreach (var parameter in waiting.Where(parameter => waiting.Exists(other => other.Name == parameter.When!.Parameter)))
                    problems.Add(new Problem($"{parameter.Name}.when", $"it depends on '{parameter.When!.Parameter}', which cannot be decided first: conditions must not go round in a circle."));
                break;
            }
            waiting.Remove(ready);
            ordered.Add(ready);
        }
        return ordered;
    }
}
