namespace Saker.Data.Profiles;

/// <summary>Walks over the values that two sketches hold, in ascending order, with the share of each side's numbers up to there.</summary>
internal readonly ref struct ShareSteps(NumberProfile reference, NumberProfile current)
{
    private readonly ReadOnlySpan<(double Value, long Rank)> _reference = reference.Ranks;
    private readonly ReadOnlySpan<(double Value, long Rank)> _current = current.Ranks;

    public Enumerator GetEnumerator() => new(_reference, _current);

    public ref struct Enumerator(ReadOnlySpan<(double Value, long Rank)> reference, ReadOnlySpan<(double Value, long Rank)> current)
    {
        private readonly ReadOnlySpan<(double Value, long Rank)> _reference = reference;
        private readonly ReadOnlySpan<(double Value, long Rank)> _current = current;
        private int _left;
        private int _right;

        public (double Value, double Reference, double Current) Current { get; private set; }

        public bool MoveNext()
        {
            if (_left == _reference.Length && _right == _current.Length)
                return false;
            var value = _left == _reference.Length ? _current[_right].Value
                : _right == _current.Length ? _reference[_left].Value
                : Math.Min(_reference[_left].Value, _current[_right].Value);
            Current = (value, Share(_reference, ref _left, value), Share(_current, ref _right, value));
            return true;
        }

        private static double Share(ReadOnlySpan<(double Value, long Rank)> ranks, ref int at, double value)
        {
            while (at < ranks.Length && ranks[at].Value <= value)
                at++;
            return at == 0 ? 0 : (double)ranks[at - 1].Rank / ranks[^1].Rank;
        }
    }
}
