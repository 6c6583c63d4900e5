namespace Saker.Onnx.Graphs;

/// <summary>Looks for every way in which an ensemble's arrays are not trees.</summary>
internal sealed class TreeEnsembleProblems(TreeEnsemble ensemble)
{
    private const int MaxProblems = 100;
    private readonly List<string> _problems = [];
    private readonly Dictionary<(long Tree, long Node), int> _positions = [];

    public IReadOnlyList<string> Find()
    {
        if (!Lengths())
            return _problems;
        for (var i = 0; i < ensemble.NodeIds.Count; i++)
            if (!_positions.TryAdd((ensemble.TreeIds[i], ensemble.NodeIds[i]), i))
                Report(i, "is there twice");
        var parents = new int[ensemble.NodeIds.Count];
        for (var i = 0; i < ensemble.NodeIds.Count; i++)
            Node(i, parents);
        Parents(parents);
        return _problems;
    }

    private bool Lengths()
    {
        var count = ensemble.NodeIds.Count;
        if (count == 0)
            _problems.Add("There are no nodes.");
        ReadOnlySpan<(string Name, int Count)> arrays =
        [
            ("tree ids", ensemble.TreeIds.Count), ("feature ids", ensemble.FeatureIds.Count), ("modes", ensemble.Modes.Count), ("values", ensemble.Values.Count),
            ("true ids", ensemble.TrueIds.Count), ("false ids", ensemble.FalseIds.Count), ("missing tracks", ensemble.MissingTracksTrue.Count), ("weights", ensemble.Weights.Count),
        ];
        foreach (var array in arrays)
            if (array.Count != count)
                _problems.Add($"There are {count} node ids and {array.Count} {array.Name}.");
        if (ensemble.TargetIds.Count != 0 && ensemble.TargetIds.Count != count)
            _problems.Add($"There are {count} node ids and {ensemble.TargetIds.Count} target ids.");
        if (ensemble.TargetCount < 1)
            _problems.Add($"The target count is {ensemble.TargetCount}; it must be 1 or more.");
        if (ensemble.BaseValues.Count != 0 && ensemble.BaseValues.Count != ensemble.TargetCount)
            _problems.Add($"There are {ensemble.BaseValues.Count} base values for {ensemble.TargetCount} targets.");
        return _problems.Count == 0;
    }

    private void Node(int i, int[] parents)
    {
        if (ensemble.Modes[i] == TreeNodeMode.Leaf)
        {
            if (ensemble.TargetIds.Count > 0 && (ensemble.TargetIds[i] < 0 || ensemble.TargetIds[i] >= ensemble.TargetCount))
                Report(i, $"adds to target {ensemble.TargetIds[i]}, and there are {ensemble.TargetCount}");
            return;
        }
        if (!Enum.IsDefined(ensemble.Modes[i]))
            Report(i, $"has the unknown mode {ensemble.Modes[i]}");
        if (ensemble.FeatureIds[i] < 0)
            Report(i, $"looks at feature {ensemble.FeatureIds[i]}");
        if (float.IsNaN(ensemble.Values[i]))
            Report(i, "compares with NaN");
        Child(i, ensemble.TrueIds[i], parents);
        Child(i, ensemble.FalseIds[i], parents);
    }

    private void Child(int parent, long child, int[] parents)
    {
        if (_positions.TryGetValue((ensemble.TreeIds[parent], child), out var position))
            parents[position]++;
        else
            Report(parent, $"leads to node {child}, which its tree does not have");
    }

    // Each tree's first node has no parent and every other one exactly one. A loop among nodes that all have one parent is not
    // reached from the root, so reachability is looked at as well.
    private void Parents(int[] parents)
    {
        var roots = new HashSet<long>();
        var reached = new bool[parents.Length];
        for (var i = 0; i < parents.Length; i++)
        {
            var isRoot = roots.Add(ensemble.TreeIds[i]);
            if (parents[i] != (isRoot ? 0 : 1))
                Report(i, isRoot ? "is its tree's first node and yet a child" : $"is a child {parents[i]} times");
            if (isRoot && _problems.Count == 0)
                Reach(i, reached);
        }
        if (_problems.Count == 0)
            for (var i = 0; i < reached.Length; i++)
                if (!reached[i])
                    Report(i, "cannot be reached from its tree's root");
    }

    private void Reach(int root, bool[] reached)
    {
        var pending = new Stack<int>([root]);
        while (pending.TryPop(out var i))
        {
            if (reached[i])
                continue;
            reached[i] = true;
            if (ensemble.Modes[i] == TreeNodeMode.Leaf)
                continue;
            pending.Push(_positions[(ensemble.TreeIds[i], ensemble.TrueIds[i])]);
            pending.Push(_positions[(ensemble.TreeIds[i], ensemble.FalseIds[i])]);
        }
    }

    private void Report(int i, string problem)
    {
        if (_problems.Count < MaxProblems)
            _problems.Add($"Node {ensemble.NodeIds[i]} of tree {ensemble.TreeIds[i]} {problem}.");
    }
}
