using Saker.Data;
using Saker.Platform.Registry;
using Saker.Platform.Serving.Splits;
using Saker.Platform.Storage;

namespace Saker.Platform.Rollouts;

/// <summary>Whether requests can have the column that callers are told apart by. Within a read or a write.</summary>
internal static class KeyColumn
{
    private const int MaxNamed = 20;

    /// <param name="session">The read or write.</param>
    /// <param name="key">The key.</param>
    /// <param name="control">What serves: by its inputs requests are read.</param>
    /// <exception cref="SakerException">It is a column that the control does not take (invalid input).</exception>
    public static async Task RequireAsync(Session session, SplitKey key, RolloutCandidate control)
    {
        if (key.Kind != SplitKeyKind.Field || ModelInterface.Parse(await session.ScalarAsync<string?>("SELECT interface FROM model_versions WHERE model = @Model AND version = @Version", new { control.Model, control.Version })) is not { } known)
            return;
        if (known.Inputs.Any(input => input.Name == key.Name))
            return;
        var names = string.Join(", ", known.Inputs.Take(MaxNamed).Select(input => input.Name));
        throw new SakerException(
            ErrorKind.InvalidInput, $"No request can have the key '{key}': {control} takes no input '{key.Name}'. Take one of its inputs ({names}{(known.Inputs.Count > MaxNamed ? ", ..." : "")}), or a header of the request: header:NAME.", "key");
    }
}
