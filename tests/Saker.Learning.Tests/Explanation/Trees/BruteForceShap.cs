using Saker.Learning.Explanation.Trees;

namespace Saker.Learning.Tests.Explanation.Trees;

/// <summary>Shapley's values by their definition: every subset of features, an absent feature going both ways by the covers.</summary>
internal static class BruteForceShap
{
    public static double[] Values(TreeSum sum, double[] row)
    {
        var phi = new double[row.Length];
        for (var feature = 0; feature < row.Length; feature++)
            foreach (var others in Subsets(row.Length, feature))
                phi[feature] += Weight(int.PopCount(others), row.Length) * (Game(sum, row, others | (1 << feature)) - Game(sum, row, others));
        return phi;
    }

    /// <summary>Off the diagonal half of Shapley's interaction index; on it what the others leave of the value.</summary>
    public static double[,] Interactions(TreeSum sum, double[] row)
    {
        var matrix = new double[row.Length, row.Length];
        var values = Values(sum, row);
        for (var i = 0; i < row.Length; i++)
        {
            for (var j = 0; j < row.Length; j++)
                foreach (var others in i == j ? [] : Subsets(row.Length, i).Where(subset => (subset & (1 << j)) == 0))
                    matrix[i, j] += 0.5 * Weight(int.PopCount(others), row.Length - 1)
                        * (Game(sum, row, others | (1 << i) | (1 << j)) - Game(sum, row, others | (1 << i)) - Game(sum, row, others | (1 << j)) + Game(sum, row, others));
            matrix[i, i] = values[i] - Enumerable.Range(0, row.Length).Where(j => j != i).Sum(j => matrix[i, j]);
        }
        return matrix;
    }

    private static IEnumerable<int> Subsets(int count, int without) => Enumerable.Range(0, 1 << count).Where(subset => (subset & (1 << without)) == 0);

    private static double Weight(int size, int players) => Factorial(size) * Factorial(players - size - 1) / Factorial(players);

    private static double Factorial(int number) => number < 2 ? 1 : number * Factorial(number - 1);

    private static double Game(TreeSum sum, double[] row, int known) => sum.Start + sum.Trees.Sum(tree => Walk(tree, 0, row, known));

    private static double Walk(CoverTree tree, int node, double[] row, int known)
    {
        if (tree.IsLeaf(node))
            return tree.Weight[node];
        if ((known & (1 << tree.Feature[node])) != 0)
            return Walk(tree, tree.GoesYes(node, row[tree.Feature[node]]) ? tree.Yes[node] : tree.No[node], row, known);
        var share = tree.YesShare(node);
        return (share * Walk(tree, tree.Yes[node], row, known)) + ((1 - share) * Walk(tree, tree.No[node], row, known));
    }
}
