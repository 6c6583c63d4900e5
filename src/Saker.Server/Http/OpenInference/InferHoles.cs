namespace Saker.Server.Http.OpenInference;

/// <summary>Notes where the values of a request stand while it is read, if a skeleton can be made of it. Serves one request at a time.</summary>
internal sealed class InferHoles
{
    private readonly List<InferHole> _holes = [];
    private bool _isSpoilt;

    public bool IsNoting { get; private set; }

    public void Begin()
    {
        _holes.Clear();
        (_isSpoilt, IsNoting) = (false, true);
    }

    public void Stop() => IsNoting = false;

    public void Note(InferHole hole) => _holes.Add(hole);

    /// <summary>The request has something of which only the full reader knows what it means.</summary>
    public void Spoil() => _isSpoilt = true;

    /// <summary>The holes in their order; null when the request is not one value for each input.</summary>
    public IReadOnlyList<InferHole>? End(int inputCount)
    {
        IsNoting = false;
        _holes.Sort(static (left, right) => left.Start.CompareTo(right.Start));
        return !_isSpoilt && _holes.Count(hole => hole.Input >= 0) == inputCount ? _holes : null;
    }
}
