namespace Saker.Learning.Explanation.Trees;

/// <summary>The way to a leaf, a step a feature.</summary>
/// <param name="Weight">What the leaf adds.</param>
/// <param name="Steps">One for each feature that the way asks.</param>
internal sealed record LeafPath(double Weight, IReadOnlyList<LeafStep> Steps)
{
    /// <summary>The ways to all leaves of a tree.</summary>
    public static IReadOnlyList<LeafPath> Of(CoverTree tree)
    {
        var paths = new List<LeafPath>();
        Walk(0, []);
        return paths;

        void Walk(int node, LeafStep[] steps)
        {
            if (tree.IsLeaf(node))
            {
                paths.Add(new LeafPath(tree.Weight[node], steps));
                return;
            }
            var share = tree.YesShare(node);
            Walk(tree.Yes[node], With(node, isYes: true, share));
            Walk(tree.No[node], With(node, isYes: false, 1 - share));

            LeafStep[] With(int branch, bool isYes, double ratio)
            {
                var feature = tree.Feature[branch];
                var known = Array.FindIndex(steps, step => step.Feature == feature);
                if (known < 0)
                    return [.. steps, new LeafStep(feature, ratio, [(branch, isYes)])];
                LeafStep[] joined = [.. steps];
                joined[known] = steps[known] with { Zero = steps[known].Zero * ratio, Branches = [.. steps[known].Branches, (branch, isYes)] };
                return joined;
            }
        }
    }
}
